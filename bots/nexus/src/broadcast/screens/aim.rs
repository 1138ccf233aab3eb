//! Who gets it.

use nexus_core::{
    broadcast::{Activity, Broadcast, Counted, Joined, Segment, Speaker, Tier},
    locale::Format,
    prelude::*,
};

use super::{
    super::{Act, Menu, Setting},
    amount, back_to_draft, locale, of, recipients,
};

/// Days to choose from.
const ACTIVE: [u16; 3] = [1, 7, 30];
const SILENT: [u16; 3] = [7, 30, 90];
const JOINED: [u16; 3] = [7, 30, 90];
const OLDER: [u16; 3] = [30, 90, 365];

/// All conditions, and how many people they leave.
pub(in super::super) fn segment(
    format: Format,
    draft: &Broadcast,
    counted: &Counted,
    also: Option<&str>,
) -> Screen {
    let locale = locale(format);
    let parts = [
        html!(locale, "cast-segment-title").bold(),
        recipients(format, counted.all),
        html!(locale, "cast-never").italic(),
    ];
    let screen = Screen::new(Html::join(parts, "\n\n"));
    let menus = [Menu::Languages, Menu::Activity, Menu::Joined, Menu::Tier, Menu::Also];
    let screen = menus.into_iter().fold(screen, |screen, menu| {
        let label = condition(format, &draft.segment, menu, also);
        screen.row([of(draft.id, label, Act::Menu(menu))])
    });
    screen.row([back_to_draft(format, draft.id)])
}

fn condition(format: Format, segment: &Segment, menu: Menu, also: Option<&str>) -> String {
    let locale = locale(format);
    let any = || text!(locale, "cast-any");
    match menu {
        Menu::Languages => {
            let names: Vec<_> = segment.languages.iter().map(|language| language.native_name()).collect();
            let names = if names.is_empty() { any() } else { names.join(", ") };
            text!(locale, "cast-by-language", value = names)
        }
        Menu::Activity => {
            let value = segment.activity.map_or_else(any, |activity| activity_text(format, activity));
            text!(locale, "cast-by-activity", value = value)
        }
        Menu::Joined => {
            let value = segment.joined.map_or_else(any, |joined| joined_text(format, joined));
            text!(locale, "cast-by-joined", value = value)
        }
        Menu::Tier => {
            let value = segment.tier.map_or_else(any, |tier| tier_text(format, tier));
            text!(locale, "cast-by-tier", value = value)
        }
        Menu::Also => {
            let value = also.map_or_else(any, str::to_owned);
            text!(locale, "cast-by-also", value = value)
        }
    }
}

fn activity_text(format: Format, activity: Activity) -> String {
    match activity {
        Activity::Within(days) => text!(locale(format), "cast-active-within", days = i64::from(days)),
        Activity::NotFor(days) => text!(locale(format), "cast-not-for", days = i64::from(days)),
    }
}

fn joined_text(format: Format, joined: Joined) -> String {
    match joined {
        Joined::Within(days) => text!(locale(format), "cast-joined-within", days = i64::from(days)),
        Joined::Before(days) => text!(locale(format), "cast-joined-before", days = i64::from(days)),
    }
}

fn tier_text(format: Format, tier: Tier) -> String {
    match tier {
        Tier::Anonymous => text!(locale(format), "cast-tier-anonymous"),
        Tier::SignedIn => text!(locale(format), "cast-tier-signed-in"),
        Tier::Premium => text!(locale(format), "cast-tier-premium"),
    }
}

/// The choices of one condition, with how many people it were before and are now.
pub(in super::super) fn menu(
    format: Format,
    draft: &Broadcast,
    menu: Menu,
    others: &[Speaker],
    counted: &Counted,
    before: Option<&Counted>,
) -> Screen {
    let locale = locale(format);
    let also = others.iter().find(|other| Some(other.bot) == draft.segment.also);
    let also = also.map(|other| other.name.as_str());
    let mut lines = vec![
        Html::escape(&condition(format, &draft.segment, menu, also)).bold(),
        recipients(format, counted.all),
    ];
    if let Some(before) = before.filter(|before| before.all != counted.all) {
        lines.push(html!(locale, "cast-before", count = amount(format, before.all)));
    }
    let screen = Screen::new(Html::join(lines, "\n"));
    let screen = choices(format, draft, menu, others).into_iter().fold(screen, |screen, (label, setting)| {
        let mark = if is_chosen(&draft.segment, setting) { "✅ " } else { "" };
        screen.row([of(draft.id, format!("{mark}{label}"), Act::Set(setting))])
    });
    screen.row([of(draft.id, text!(locale, "cast-back"), Act::Segment)])
}

fn choices(format: Format, draft: &Broadcast, menu: Menu, others: &[Speaker]) -> Vec<(String, Setting)> {
    let any = text!(locale(format), "cast-any");
    match menu {
        Menu::Languages => {
            let each = Language::ALL
                .map(|language| (language.native_name().to_owned(), Setting::Language(language)));
            std::iter::once((any, Setting::AllLanguages)).chain(each).collect()
        }
        Menu::Activity => {
            let all = ACTIVE.map(Activity::Within).into_iter().chain(SILENT.map(Activity::NotFor));
            let each = all.map(|one| (activity_text(format, one), Setting::Activity(Some(one))));
            std::iter::once((any, Setting::Activity(None))).chain(each).collect()
        }
        Menu::Joined => {
            let all = JOINED.map(Joined::Within).into_iter().chain(OLDER.map(Joined::Before));
            let each = all.map(|one| (joined_text(format, one), Setting::Joined(Some(one))));
            std::iter::once((any, Setting::Joined(None))).chain(each).collect()
        }
        Menu::Tier => {
            let each = Tier::ALL.map(|tier| (tier_text(format, tier), Setting::Tier(Some(tier))));
            std::iter::once((any, Setting::Tier(None))).chain(each).collect()
        }
        Menu::Also => {
            let others = others.iter().filter(|other| other.bot != draft.bot);
            let each = others.map(|other| (other.name.clone(), Setting::Also(Some(other.bot))));
            std::iter::once((any, Setting::Also(None))).chain(each).collect()
        }
    }
}

fn is_chosen(segment: &Segment, setting: Setting) -> bool {
    match setting {
        Setting::Language(language) => segment.languages.contains(&language),
        Setting::AllLanguages => segment.languages.is_empty(),
        Setting::Activity(activity) => segment.activity == activity,
        Setting::Joined(joined) => segment.joined == joined,
        Setting::Tier(tier) => segment.tier == tier,
        Setting::Also(also) => segment.also == also,
    }
}
