//! How the desk looks.

use chrono::{DateTime, Utc};
use nexus_core::{feedback::Note, locale::Format, prelude::*};

use super::DeskTap;
use crate::{TEXTS, my_bots::OwnTap, tap::NexusTap};

/// Notes on one page.
pub(super) const PAGE: u32 = 6;
/// Characters of a note on its button.
const GLIMPSE: usize = 28;

fn tap(label: String, tap: DeskTap) -> Button {
    Button::tap(label, &NexusTap::Own(OwnTap::Desk(tap)))
}

pub(super) fn all_button(language: Language) -> Button {
    tap(text!(TEXTS.of(language), "button-feedback"), DeskTap::Page(0))
}

/// Those that wait for an answer first; each opens with a tap.
pub(super) fn page(format: Format, now: DateTime<Utc>, notes: &[Note], page: Page) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut lines = vec![html!(locale, "desk-title").bold()];
    if notes.is_empty() {
        lines.push(html!(locale, "desk-none"));
    }
    lines.extend(notes.iter().map(|note| line(format, now, note)));
    let mut screen = Screen::new(Html::join(lines, "\n"));
    for note in notes {
        let glimpse: String = note.text.chars().take(GLIMPSE).collect();
        let label = format!("{} {}", mark(note), glimpse.replace('\n', " "));
        screen = screen.row([tap(label, DeskTap::Note(note.id))]);
    }
    screen.row(page.buttons(|number| NexusTap::Own(OwnTap::Desk(DeskTap::Page(number)))))
}

fn mark(note: &Note) -> &'static str {
    if note.answer.is_some() { "✅" } else { "✉️" }
}

fn line(format: Format, now: DateTime<Utc>, note: &Note) -> Html {
    html!(
        TEXTS.of(format.language),
        "desk-line",
        mark = mark(note),
        name = name(note),
        bot = &note.bot_name,
        at = format.moment(note.created_at, now),
    )
}

fn name(note: &Note) -> &str {
    note.first_name.as_deref().unwrap_or("–")
}

/// What somebody wrote, and what was answered.
pub(super) fn note(format: Format, now: DateTime<Utc>, note: &Note) -> Screen {
    let locale = TEXTS.of(format.language);
    let mut parts = vec![line(format, now, note), Html::escape(&note.text).quote()];
    if let Some(answer) = &note.answer {
        parts.push(html!(locale, "desk-answer", answer = Html::escape(answer).italic()));
    }
    let answer = note.answer.is_none().then(|| tap(text!(locale, "button-answer"), DeskTap::Answer(note.id)));
    Screen::new(Html::join(parts, "\n\n")).row(answer).row([all_button(format.language)])
}

pub(super) fn ask(language: Language, note: &Note) -> Screen {
    let locale = TEXTS.of(language);
    let asked: String = note.text.chars().take(300).collect();
    let text = Html::join(
        [Html::escape(&asked).quote(), html!(locale, "desk-ask", name = name(note), bot = &note.bot_name)],
        "\n\n",
    );
    Screen::new(text).row([tap(text!(locale, "button-keep-for-later"), DeskTap::Note(note.id))])
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use insta::assert_snapshot;
    use nexus_core::{ids::UserId, testing::drawn};
    use uuid::Uuid;

    use super::*;

    fn written(text: &str, answer: Option<&str>) -> Note {
        Note {
            id: Uuid::nil(),
            user_id: UserId::new(),
            first_name: Some("Ольга <b>".to_owned()),
            bot: "coach".to_owned(),
            bot_name: "Coach".to_owned(),
            text: text.to_owned(),
            created_at: "2026-11-20T10:15:00Z".parse().expect("an instant"),
            answer: answer.map(str::to_owned),
        }
    }

    #[test]
    fn the_desk_in_four_languages() {
        let now = "2026-11-20T12:00:00Z".parse().expect("an instant");
        let notes = [
            written("Where is\nthe <button> that brings my events back?", None),
            written("Thanks", Some("Gladly!")),
        ];
        let screens = Language::ALL.map(|language| {
            let format = Format::new(language, Tz::Europe__Warsaw);
            let all = page(format, now, &notes, Page::of(0, 7, PAGE));
            let each = notes.each_ref().map(|written| note(format, now, written));
            let asked = ask(language, &notes[0]);
            let none = page(format, now, &[], Page::of(0, 0, PAGE));
            [all, none]
                .into_iter()
                .chain(each)
                .chain([asked])
                .map(|screen| drawn(&screen))
                .collect::<Vec<_>>()
                .join("\n\n")
        });
        assert_snapshot!(screens.join("\n\n\n"), @r"
        <b>✍️ Feedback</b>
        ✉️ Ольга &lt;b&gt; · Coach · today, 11:15
        ✅ Ольга &lt;b&gt; · Coach · today, 11:15
        [✉️ Where is the <button> that b]
        [✅ Thanks]
        [1/2][▶]

        <b>✍️ Feedback</b>
        Nobody has written yet.

        ✉️ Ольга &lt;b&gt; · Coach · today, 11:15

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>
        [✍️ Answer]
        [✍️ All feedback]

        ✅ Ольга &lt;b&gt; · Coach · today, 11:15

        <blockquote>Thanks</blockquote>

        ✅ Answered: <i>Gladly!</i>
        [✍️ All feedback]

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>

        Write your answer to Ольга &lt;b&gt; in one message. Coach brings it.
        [← Later]


        <b>✍️ Отзывы</b>
        ✉️ Ольга &lt;b&gt; · Coach · сегодня в 11:15
        ✅ Ольга &lt;b&gt; · Coach · сегодня в 11:15
        [✉️ Where is the <button> that b]
        [✅ Thanks]
        [1/2][▶]

        <b>✍️ Отзывы</b>
        Пока никто не писал.

        ✉️ Ольга &lt;b&gt; · Coach · сегодня в 11:15

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>
        [✍️ Ответить]
        [✍️ Все отзывы]

        ✅ Ольга &lt;b&gt; · Coach · сегодня в 11:15

        <blockquote>Thanks</blockquote>

        ✅ Ответ: <i>Gladly!</i>
        [✍️ Все отзывы]

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>

        Напишите ответ одним сообщением. Получатель: Ольга &lt;b&gt;, передаст Coach.
        [← Позже]


        <b>✍️ Відгуки</b>
        ✉️ Ольга &lt;b&gt; · Coach · сьогодні об 11:15
        ✅ Ольга &lt;b&gt; · Coach · сьогодні об 11:15
        [✉️ Where is the <button> that b]
        [✅ Thanks]
        [1/2][▶]

        <b>✍️ Відгуки</b>
        Поки що ніхто не писав.

        ✉️ Ольга &lt;b&gt; · Coach · сьогодні об 11:15

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>
        [✍️ Відповісти]
        [✍️ Усі відгуки]

        ✅ Ольга &lt;b&gt; · Coach · сьогодні об 11:15

        <blockquote>Thanks</blockquote>

        ✅ Відповідь: <i>Gladly!</i>
        [✍️ Усі відгуки]

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>

        Напишіть відповідь одним повідомленням. Кому: Ольга &lt;b&gt;, передасть Coach.
        [← Пізніше]


        <b>✍️ Opinie</b>
        ✉️ Ольга &lt;b&gt; · Coach · dzisiaj o 11:15
        ✅ Ольга &lt;b&gt; · Coach · dzisiaj o 11:15
        [✉️ Where is the <button> that b]
        [✅ Thanks]
        [1/2][▶]

        <b>✍️ Opinie</b>
        Nikt jeszcze nie napisał.

        ✉️ Ольга &lt;b&gt; · Coach · dzisiaj o 11:15

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>
        [✍️ Odpowiedz]
        [✍️ Wszystkie opinie]

        ✅ Ольга &lt;b&gt; · Coach · dzisiaj o 11:15

        <blockquote>Thanks</blockquote>

        ✅ Odpowiedź: <i>Gladly!</i>
        [✍️ Wszystkie opinie]

        <blockquote>Where is
        the &lt;button&gt; that brings my events back?</blockquote>

        Napisz odpowiedź w jednej wiadomości. Adresat: Ольга &lt;b&gt;, przekaże ją Coach.
        [← Później]
        ");
    }
}
