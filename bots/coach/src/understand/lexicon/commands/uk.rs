//! How Ukrainian commands begin.

use crate::understand::intents::Detected;
use crate::understand::types::{Intent, Mutation};

pub const INTENTS: &[(Detected, &str)] = &[
    (Detected::says(Intent::EventSearch), "що|шо там? в|у мене|нас заплановано|є|буде?"),
    (Detected::says(Intent::EventSearch), "що|шо заплановано|намічено|чекає в|у|на? мене?"),
    (Detected::says(Intent::EventSearch), "що|шо я? маю"),
    (Detected::says(Intent::EventSearch), "які в|у мене плани|справи|події|зустрічі"),
    (Detected::says(Intent::EventSearch), "які плани|справи|події"),
    (Detected::says(Intent::EventSearch), "чи? є в|у мене щось|плани|справи|зустрічі?"),
    (
        Detected::says(Intent::EventSearch),
        "покажи|показати|покажіть|відкрий мені? мої|моє|мій|всі|усі? події|календар|розклад|плани|справи|зустрічі|нагадування",
    ),
    (Detected::alone(Intent::EventSearch), "покажи|показати"),
    (Detected::alone(Intent::EventSearch), "мої|моє|мій? плани|події|календар|розклад"),
    (Detected::says(Intent::EventSearch), "мої|моє|мій події|календар|розклад|плани|справи"),
    (Detected::says(Intent::EventSearch), "плани|розклад|справи на"),
    (Detected::says(Intent::EventSearch), "коли в|у мене|нас"),
    (Detected::says(Intent::EventSearch), "чи? є щось|що-небудь"),
    (Detected::says(Intent::EventSearch), "список справ|завдань|подій|зустрічей"),
    (Detected::says(Intent::EventSearch), "коли мій|моя|моє|мої?"),
    (Detected::says(Intent::EventSearch), "чи? вільний|вільна|зайнятий|зайнята я?"),
    (Detected::alone(Intent::Help), "допомога|довідка|допоможи|хелп мені?"),
    (Detected::says(Intent::Help), "що ти вмієш|можеш"),
    (Detected::says(Intent::Help), "як ти працюєш"),
    (Detected::says(Intent::Help), "як це працює"),
    (Detected::says(Intent::Help), "як цим|тобою|ботом користуватися|користуватись"),
    (
        Detected::says(Intent::SettingsChange),
        "зміни|змінити|поміняй|встанови|постав|перемкни мою? мову|зону|пояс",
    ),
    (Detected::says(Intent::SettingsChange), "зміни|змінити|поміняй|встанови|постав часовий пояс"),
    (
        Detected::says(Intent::SettingsChange),
        "вимкни|увімкни|ввімкни|відключи|вимкнути|увімкнути мої|всі|усі? нагадування|сповіщення|мотивацію",
    ),
    (Detected::says(Intent::SettingsChange), "тихі години"),
    (Detected::alone(Intent::SettingsChange), "налаштування|мова"),
    (Detected::alone(Intent::SettingsChange), "часовий пояс"),
    (Detected::says(Intent::GoalSearch), "покажи|показати|які в|у? мене? мої|всі|усі? цілі"),
    (Detected::alone(Intent::GoalSearch), "мої? цілі"),
    (Detected::says(Intent::GoalCreate), "нова|створи|додай|постав ціль :?"),
    (Detected::says(Intent::GoalCreate), "створи|додай|постав нову ціль :?"),
    (Detected::says(Intent::GoalCreate), "моя? ціль :|-"),
    (Detected::says(Intent::GoalDelete), "видали|видалити|прибери мою? ціль"),
    (Detected::says(Intent::GoalQuery), "як справи|просувається|прогрес з|із|по? моя|моєю? ціллю|ціль|цілі"),
    (Detected::says(Intent::GoalQuery), "прогрес по? цілі|цілях"),
    (Detected::says(Intent::GoalAddStep), "додай|додати|новий крок"),
    (Detected::says(Intent::GoalDeleteStep), "видали|видалити|прибери крок"),
    (Detected::says(Intent::GoalUpdateStep), "познач|заверши|закрий|пропусти крок"),
    (Detected::says(Intent::ProductSearch), "знайди|підбери|пошукай товар|товари"),
    (Detected::says(Intent::ProductSearch), "де купити"),
    (
        Detected::says(Intent::EventMutate(Mutation::Delete)),
        "скасуй|скасуйте|видали|видаліть|скасувати|видалити|відміни подію|нагадування?",
    ),
    (
        Detected::says(Intent::EventMutate(Mutation::Change)),
        "перенеси|перенесіть|перенести|пересунь|зсунь подію|нагадування?",
    ),
];
