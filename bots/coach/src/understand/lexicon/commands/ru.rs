//! How Russian commands begin.

use crate::understand::intents::Detected;
use crate::understand::types::{Intent, Mutation};

pub const INTENTS: &[(Detected, &str)] = &[
    (Detected::says(Intent::EventSearch), "что|чего|че там? у меня запланировано|есть|будет?"),
    (
        Detected::says(Intent::EventSearch),
        "что|чего|че запланировано|намечено|намечается|предстоит у? меня|мне?",
    ),
    (Detected::says(Intent::EventSearch), "какие у меня планы|дела|события|встречи"),
    (Detected::says(Intent::EventSearch), "какие планы|дела|события"),
    (Detected::says(Intent::EventSearch), "есть ли? у меня что-то|что|планы|дела|встречи?"),
    (
        Detected::says(Intent::EventSearch),
        "покажи|показать|покажите|открой мне? мои|мое|мой|все? события|календарь|расписание|планы|дела|встречи|напоминания",
    ),
    (Detected::alone(Intent::EventSearch), "покажи|показать"),
    (Detected::alone(Intent::EventSearch), "мои|мое|мой? планы|события|календарь|расписание"),
    (Detected::says(Intent::EventSearch), "мои|мое|мой события|календарь|расписание|планы|дела"),
    (Detected::says(Intent::EventSearch), "планы|расписание|дела на"),
    (Detected::says(Intent::EventSearch), "когда моя|мой|мое|мои|будет?"),
    (Detected::says(Intent::EventSearch), "есть ли? что|чего"),
    (Detected::says(Intent::EventSearch), "есть что - нибудь|то"),
    (Detected::says(Intent::EventSearch), "список дел|задач|событий|встреч"),
    (Detected::says(Intent::EventSearch), "когда у меня|нас?"),
    (Detected::says(Intent::EventSearch), "свободен|свободна|занят|занята ли? я"),
    (Detected::alone(Intent::Help), "помощь|справка|помоги|хелп мне?"),
    (Detected::says(Intent::Help), "что ты умеешь|можешь"),
    (Detected::says(Intent::Help), "как|что ты работаешь"),
    (Detected::says(Intent::Help), "как этим|тобой|ботом пользоваться"),
    (Detected::says(Intent::Help), "как это работает"),
    (
        Detected::says(Intent::SettingsChange),
        "смени|измени|поменяй|поставь|переключи|установи|сменить|изменить|поменять мой? язык|язычок|зону|пояс",
    ),
    (Detected::says(Intent::SettingsChange), "смени|измени|поменяй|поставь|установи часовой пояс"),
    (
        Detected::says(Intent::SettingsChange),
        "выключи|включи|отключи|выключить|включить|отключить мои|все? напоминания|уведомления|мотивацию",
    ),
    (Detected::says(Intent::SettingsChange), "тихие часы"),
    (Detected::says(Intent::SettingsChange), "говори по|на"),
    (Detected::alone(Intent::SettingsChange), "настройки|язык"),
    (Detected::alone(Intent::SettingsChange), "часовой пояс"),
    (Detected::says(Intent::GoalSearch), "покажи|показать|какие у? меня? мои|все? цели"),
    (Detected::alone(Intent::GoalSearch), "мои? цели"),
    (Detected::says(Intent::GoalCreate), "новая|создай|добавь|поставь цель :?"),
    (Detected::says(Intent::GoalCreate), "новую цель :?"),
    (Detected::says(Intent::GoalCreate), "создай|добавь|поставь новую цель :?"),
    (Detected::says(Intent::GoalCreate), "моя? цель :|-"),
    (Detected::says(Intent::GoalDelete), "удали|удалить|убери мою? цель"),
    (Detected::says(Intent::GoalQuery), "как дела|продвигается|прогресс с|по|у? моя|моей? целью|цель|цели"),
    (Detected::says(Intent::GoalQuery), "прогресс по? цели|целям"),
    (Detected::says(Intent::GoalAddStep), "добавь|добавить|новый шаг"),
    (Detected::says(Intent::GoalDeleteStep), "удали|удалить|убери шаг"),
    (Detected::says(Intent::GoalUpdateStep), "отметь|заверши|закрой|пропусти шаг"),
    (Detected::says(Intent::ProductSearch), "найди|подбери|поищи товар|товары"),
    (Detected::says(Intent::ProductSearch), "где купить"),
    (
        Detected::says(Intent::EventMutate(Mutation::Delete)),
        "отмени|отмените|удали|удалите|отменить|удалить событие|напоминание?",
    ),
    (
        Detected::says(Intent::EventMutate(Mutation::Change)),
        "перенеси|перенесите|перенести|сдвинь|передвинь событие|напоминание?",
    ),
];
