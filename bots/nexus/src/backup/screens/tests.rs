use insta::assert_snapshot;
use nexus_core::testing::drawn;
use uuid::Uuid;

use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:07Z".parse().expect("an RFC 3339 instant")
}

fn format(language: Language) -> Format {
    Format::new(language, chrono_tz::Tz::Europe__Warsaw)
}

fn backup(at: &str, state: State) -> Backup {
    let at = format!("2026-11-{at}:00Z").parse().expect("an instant");
    let whole = state == State::Done;
    Backup {
        id: Uuid::nil(),
        asked_by: None,
        at,
        state,
        bytes: whole.then_some(12_345_678),
        file: whole.then(|| "nexus-20261120T033000Z.dump".to_owned()),
        cause: (state == State::Failed).then(|| "no space left on <device>".to_owned()),
        checked_at: None,
        check_problem: None,
    }
}

fn view(language: Language) -> View {
    View {
        format: format(language),
        now: now(),
        at: NaiveTime::from_hms_opt(3, 30, 0),
        next: Some("2026-11-21T03:30:00Z".parse().expect("an instant")),
        checked: None,
        page: Page::of(0, 9, PAGE),
    }
}

fn seen_list(language: Language) -> String {
    let checked = Backup { checked_at: Some(now()), ..backup("20T03:30", State::Done) };
    let backups = [
        backup("20T12:00", State::Asked),
        backup("20T11:59", State::Running),
        backup("20T03:30", State::Done),
        backup("19T03:30", State::Failed),
    ];
    drawn(&list(&View { checked: Some(checked), ..view(language) }, &backups))
}

/// What is seen rarely: no schedule, a failed drill, one that is due, and the messages of one that was asked for.
fn seen_rest(language: Language) -> String {
    let problem = Some("nexus.users: rows are missing".to_owned());
    let checked =
        Backup { checked_at: Some(now()), check_problem: problem, ..backup("20T03:30", State::Done) };
    let unscheduled =
        View { at: None, next: None, checked: Some(checked), page: Page::of(0, 0, PAGE), ..view(language) };
    let due = View { next: Some(now()), page: Page::of(0, 0, PAGE), ..view(language) };
    let told = |state, bytes| drawn(&progress(format(language), now(), &backup("20T03:30", state), bytes));
    [
        drawn(&list(&unscheduled, &[])),
        drawn(&list(&due, &[])),
        told(State::Asked, None),
        told(State::Running, Some(5_000_000_000)),
        told(State::Running, Some(2_048)),
        told(State::Done, None),
        told(State::Failed, None),
        text!(TEXTS.of(language), "backup-open"),
    ]
    .join("\n--\n")
}

#[test]
fn the_list_in_english() {
    assert_snapshot!(seen_list(Language::En), @"
    <b>💾 Backups</b>

    🕐 Every day at 03:30 UTC · next: tomorrow, 04:30
    🧪 Restored for trial: today, 13:00, everything was there

    ⏳ today, 13:00 · waiting
    ⏳ today, 12:59 · under way
    ✅ today, 04:30 · 11.7 MB
    ❌ yesterday, 04:30 · no space left on &lt;device&gt;
    [💾 Back up now]
    [1/2][▶]
    [🔄 Refresh]
    ");
}

#[test]
fn the_list_in_russian() {
    assert_snapshot!(seen_list(Language::Ru), @"
    <b>💾 Резервные копии</b>

    🕐 Каждый день в 03:30 UTC · следующая: завтра в 04:30
    🧪 Пробное восстановление: сегодня в 13:00, всё на месте

    ⏳ сегодня в 13:00 · ждёт
    ⏳ сегодня в 12:59 · делается
    ✅ сегодня в 04:30 · 11,7 МБ
    ❌ вчера в 04:30 · no space left on &lt;device&gt;
    [💾 Сделать копию сейчас]
    [1/2][▶]
    [🔄 Обновить]
    ");
}

#[test]
fn the_list_in_ukrainian() {
    assert_snapshot!(seen_list(Language::Uk), @"
    <b>💾 Резервні копії</b>

    🕐 Щодня о 03:30 UTC · наступна: завтра о 04:30
    🧪 Пробне відновлення: сьогодні о 13:00, усе на місці

    ⏳ сьогодні о 13:00 · чекає
    ⏳ сьогодні о 12:59 · робиться
    ✅ сьогодні о 04:30 · 11,7 МБ
    ❌ учора о 04:30 · no space left on &lt;device&gt;
    [💾 Зробити копію зараз]
    [1/2][▶]
    [🔄 Оновити]
    ");
}

#[test]
fn the_list_in_polish() {
    assert_snapshot!(seen_list(Language::Pl), @"
    <b>💾 Kopie zapasowe</b>

    🕐 Codziennie o 03:30 UTC · następna: jutro o 04:30
    🧪 Próbne odtworzenie: dzisiaj o 13:00, wszystko na miejscu

    ⏳ dzisiaj o 13:00 · czeka
    ⏳ dzisiaj o 12:59 · w toku
    ✅ dzisiaj o 04:30 · 11,7 MB
    ❌ wczoraj o 04:30 · no space left on &lt;device&gt;
    [💾 Zrób kopię teraz]
    [1/2][▶]
    [🔄 Odśwież]
    ");
}

#[test]
fn the_rest_in_english() {
    assert_snapshot!(seen_rest(Language::En), @"
    <b>💾 Backups</b>

    ⚠️ No schedule: set BACKUP_AT to have one made every day
    🔴 Restored for trial: today, 13:00, but nexus.users: rows are missing

    There are no backups yet.
    [💾 Back up now]
    [🔄 Refresh]
    --
    <b>💾 Backups</b>

    🕐 Every day at 03:30 UTC · the next one begins at once
    🧪 Never restored for trial: nexus restore --check does it

    There are no backups yet.
    [💾 Back up now]
    [🔄 Refresh]
    --
    ⏳ The backup begins in a moment.
    --
    ⏳ Backing up: 4.6 GB so far
    --
    ⏳ Backing up: 2.0 KB so far
    --
    ✅ Backed up: 11.7 MB
    today, 04:30 · <code>nexus-20261120T033000Z.dump</code>
    [💾 Backups]
    --
    ❌ The backup failed: no space left on &lt;device&gt;
    [💾 Backups]
    --
    A backup is already under way.
    ");
}

#[test]
fn the_rest_in_russian() {
    assert_snapshot!(seen_rest(Language::Ru), @"
    <b>💾 Резервные копии</b>

    ⚠️ Расписания нет: задайте BACKUP_AT, и копия будет делаться каждый день
    🔴 Пробное восстановление: сегодня в 13:00, но nexus.users: rows are missing

    Копий пока нет.
    [💾 Сделать копию сейчас]
    [🔄 Обновить]
    --
    <b>💾 Резервные копии</b>

    🕐 Каждый день в 03:30 UTC · следующая начнётся сейчас
    🧪 Пробного восстановления ещё не было: его делает nexus restore --check

    Копий пока нет.
    [💾 Сделать копию сейчас]
    [🔄 Обновить]
    --
    ⏳ Сейчас начнём делать копию.
    --
    ⏳ Делаем копию: уже 4,6 ГБ
    --
    ⏳ Делаем копию: уже 2,0 КБ
    --
    ✅ Копия готова: 11,7 МБ
    сегодня в 04:30 · <code>nexus-20261120T033000Z.dump</code>
    [💾 Резервные копии]
    --
    ❌ Копию сделать не удалось: no space left on &lt;device&gt;
    [💾 Резервные копии]
    --
    Копия уже делается.
    ");
}

#[test]
fn the_rest_in_ukrainian() {
    assert_snapshot!(seen_rest(Language::Uk), @"
    <b>💾 Резервні копії</b>

    ⚠️ Розкладу немає: задайте BACKUP_AT, і копія робитиметься щодня
    🔴 Пробне відновлення: сьогодні о 13:00, але nexus.users: rows are missing

    Копій поки немає.
    [💾 Зробити копію зараз]
    [🔄 Оновити]
    --
    <b>💾 Резервні копії</b>

    🕐 Щодня о 03:30 UTC · наступна почнеться зараз
    🧪 Пробного відновлення ще не було: його робить nexus restore --check

    Копій поки немає.
    [💾 Зробити копію зараз]
    [🔄 Оновити]
    --
    ⏳ Зараз почнемо робити копію.
    --
    ⏳ Робимо копію: уже 4,6 ГБ
    --
    ⏳ Робимо копію: уже 2,0 КБ
    --
    ✅ Копія готова: 11,7 МБ
    сьогодні о 04:30 · <code>nexus-20261120T033000Z.dump</code>
    [💾 Резервні копії]
    --
    ❌ Копію зробити не вдалося: no space left on &lt;device&gt;
    [💾 Резервні копії]
    --
    Копія вже робиться.
    ");
}

#[test]
fn the_rest_in_polish() {
    assert_snapshot!(seen_rest(Language::Pl), @"
    <b>💾 Kopie zapasowe</b>

    ⚠️ Brak harmonogramu: ustaw BACKUP_AT, a kopia będzie robiona codziennie
    🔴 Próbne odtworzenie: dzisiaj o 13:00, ale nexus.users: rows are missing

    Nie ma jeszcze żadnych kopii.
    [💾 Zrób kopię teraz]
    [🔄 Odśwież]
    --
    <b>💾 Kopie zapasowe</b>

    🕐 Codziennie o 03:30 UTC · następna zacznie się zaraz
    🧪 Próbnego odtworzenia jeszcze nie było: robi je nexus restore --check

    Nie ma jeszcze żadnych kopii.
    [💾 Zrób kopię teraz]
    [🔄 Odśwież]
    --
    ⏳ Za chwilę zacznie się robienie kopii.
    --
    ⏳ Robię kopię: na razie 4,6 GB
    --
    ⏳ Robię kopię: na razie 2,0 kB
    --
    ✅ Kopia gotowa: 11,7 MB
    dzisiaj o 04:30 · <code>nexus-20261120T033000Z.dump</code>
    [💾 Kopie zapasowe]
    --
    ❌ Kopii nie udało się zrobić: no space left on &lt;device&gt;
    [💾 Kopie zapasowe]
    --
    Kopia jest już w toku.
    ");
}

#[test]
fn sizes_have_the_unit_that_is_read_easily() {
    let size = |bytes| size(format(Language::En), Some(bytes));
    for (bytes, seen) in [(0, "0.0 KB"), (1_536, "1.5 KB"), (1_048_576, "1.0 MB"), (3_221_225_472, "3.0 GB")]
    {
        assert_eq!(size(bytes), seen);
    }
}

#[test]
fn a_long_cause_is_cut() {
    let long = Backup { cause: Some("x ".repeat(500)), ..backup("20T03:30", State::Failed) };
    assert!(cause(&long).chars().count() <= CAUSE + 1);
}
