//! What one turn works off: an entry with what belongs to it. The parts of an album are one turn, and what was edited
//! before it was worked off is read as it is by now.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    super::{
        album::Piece,
        store::{self, Closing, Entry, Opened, PartRow},
        update::{edit_as_message, message_id_of},
    },
    Runner,
};
use crate::ids::ChatKey;

/// An album is taken to be whole when nothing more of it has come for this long …
const QUIET: TimeDelta = TimeDelta::seconds(1);
/// … or this long after its first part. What comes still later is another turn.
const LONGEST: TimeDelta = TimeDelta::seconds(4);
/// Parts that the messenger allows an album.
const FULL: usize = 10;

/// An entry, and what belongs to it.
pub(super) struct Work {
    /// The lowest of the entries; the turn goes by its name. Its body is among the `pieces` where it is an update.
    pub entry: Entry,
    /// Entries that close, fail and die as one, the lowest first.
    pub seqs: Vec<i64>,
    /// Edits that are read in place of what they changed. They are done with the turn, but do not fail with it: whoever
    /// tries again reads them again.
    pub edits: Vec<i64>,
    /// Updates in the order of their messages; some may be known.
    pub pieces: Vec<Piece>,
    /// The rest of its album was given up: so is this.
    pub dies_of: Option<String>,
}

impl Work {
    fn of(mut entry: Entry) -> Self {
        let body = (entry.kind == "update").then(|| std::mem::take(&mut entry.body));
        let pieces = body.into_iter().map(|body| Piece { body, is_known: false }).collect();
        Self { seqs: vec![entry.seq], entry, edits: Vec::new(), pieces, dies_of: None }
    }

    /// The update that handlers are given.
    pub fn update(&self) -> Option<&str> {
        self.pieces.iter().find(|piece| !piece.is_known).map(|piece| piece.body.as_str())
    }

    /// The close of a turn that was worked off, edits included.
    pub fn with_edits(&self, mut closing: Closing) -> Closing {
        closing.seqs.extend(&self.edits);
        closing
    }
}

/// What becomes of the open parts of an album now.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Taken,
    /// More of it may come until then.
    Held {
        until: DateTime<Utc>,
    },
    /// They failed before, so what came since waits with them for their next try.
    PutOff {
        until: DateTime<Utc>,
        tries: i16,
    },
    /// The person was told that the album is given up, and is not told again.
    Dead {
        cause: String,
    },
}

fn fate_of(parts: &[PartRow], open: &[PartRow], now: DateTime<Utc>) -> Fate {
    if let Some(dead) = parts.iter().find(|part| part.is_dead) {
        return Fate::Dead { cause: dead.cause.clone().unwrap_or_default() };
    }
    let tries = open.iter().map(|part| part.tries).max().unwrap_or_default();
    if let Some(until) = open.iter().filter_map(|part| part.not_before).max().filter(|until| *until > now) {
        return Fate::PutOff { until, tries };
    }
    let came = || open.iter().map(|part| part.received_at);
    let until = came().max().map(|last| last + QUIET).min(came().min().map(|first| first + LONGEST));
    match until {
        // What lies further ahead was received by a clock that ran ahead of this one.
        Some(until) if parts.len() < FULL && now < until && until <= now + LONGEST => Fate::Held { until },
        _ => Fate::Taken,
    }
}

impl Runner {
    /// What the turn of an entry works off; `None`: nothing yet, and what the chat has to do is to be looked up anew. An
    /// album is waited for here, and with it what came behind it in its chat.
    pub(super) async fn gather(
        &self,
        chat: ChatKey,
        opened: &Opened,
        entry: Entry,
    ) -> sqlx::Result<Option<Work>> {
        if entry.album.is_none() && !entry.may_be_edited {
            return Ok(Some(Work::of(entry)));
        }
        let work = match entry.album.clone() {
            Some(album) => self.gather_album(chat, opened, entry, &album).await?,
            None => Some(Work::of(entry)),
        };
        match work {
            Some(work) => self.with_edits(chat, opened, work).await.map(Some),
            None => Ok(None),
        }
    }

    async fn gather_album(
        &self,
        chat: ChatKey,
        opened: &Opened,
        entry: Entry,
        album: &str,
    ) -> sqlx::Result<Option<Work>> {
        let post = &self.0.post;
        let parts = store::parts_of(&post.db, post.account, chat, album).await?;
        let is_open = |part: &&PartRow| part.is_open && !opened.closed.contains(&part.seq);
        let open: Vec<PartRow> = parts.iter().filter(is_open).cloned().collect();
        let seqs: Vec<i64> = open.iter().map(|part| part.seq).collect();
        let dies_of = match fate_of(&parts, &open, post.clock.now()) {
            Fate::Taken => None,
            Fate::Dead { cause } => Some(cause),
            Fate::Held { until } => {
                tokio::select! {
                    () = post.clock.sleep_until(until) => {}
                    () = post.stop.cancelled() => {}
                }
                return Ok(None);
            }
            Fate::PutOff { until, tries } => {
                store::put_off(&post.db, &seqs, tries, until).await?;
                return Ok(None);
            }
        };
        if !seqs.contains(&entry.seq) {
            // It was taken from here meanwhile.
            return Ok(None);
        }
        let tries = open.iter().map(|part| part.tries).max().unwrap_or(entry.tries);
        let piece = |part: PartRow| Piece { is_known: !seqs.contains(&part.seq), body: part.body };
        let mut pieces: Vec<Piece> = parts.into_iter().map(piece).collect();
        pieces.sort_by_cached_key(|piece| message_id_of(&piece.body));
        Ok(Some(Work { entry: Entry { tries, ..entry }, seqs, edits: Vec::new(), pieces, dies_of }))
    }

    /// The same as its messages are by now. An edit of what is known already stays an update of its own.
    async fn with_edits(&self, chat: ChatKey, opened: &Opened, mut work: Work) -> sqlx::Result<Work> {
        let messages: Vec<Option<i64>> = work.pieces.iter().map(|piece| message_id_of(&piece.body)).collect();
        let known: Vec<i64> = messages.iter().copied().flatten().collect();
        if known.is_empty() {
            return Ok(work);
        }
        let post = &self.0.post;
        for edit in store::edits_of(&post.db, post.account, chat, &known).await? {
            let place = messages.iter().position(|message| *message == Some(edit.edits));
            let (Some(place), Some(body)) = (place, edit_as_message(&edit.body)) else { continue };
            let piece = &mut work.pieces[place];
            piece.body = body;
            if edit.is_open && !piece.is_known && !opened.closed.contains(&edit.seq) {
                work.edits.push(edit.seq);
            }
        }
        Ok(work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A part that came so many milliseconds after the first second of 1970.
    fn part(ms: i64) -> PartRow {
        PartRow {
            seq: ms,
            body: String::new(),
            received_at: at(ms),
            tries: 0,
            not_before: None,
            is_open: true,
            is_dead: false,
            cause: None,
        }
    }

    fn at(ms: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(ms)
    }

    fn held(ms: i64) -> Fate {
        Fate::Held { until: at(ms) }
    }

    #[test]
    fn an_album_is_whole_when_nothing_more_comes() {
        for (came, now, expected) in [
            (vec![0], 0, held(1000)),
            (vec![0], 999, held(1000)),
            (vec![0], 1000, Fate::Taken),
            (vec![0, 700], 1000, held(1700)),
            (vec![0, 700, 1600], 1700, held(2600)),
            // One after the other: not for ever.
            (vec![0, 900, 1800, 2700, 3600], 3600, held(4000)),
            (vec![0, 900, 1800, 2700, 3600], 4000, Fate::Taken),
            // Ten are all that there can be.
            (vec![0; 9], 0, held(1000)),
            (vec![0; 10], 0, Fate::Taken),
            // A clock that ran ahead a little, and one that ran ahead for days.
            (vec![500], 0, held(1500)),
            (vec![86_400_000], 0, Fate::Taken),
            (vec![], 0, Fate::Taken),
        ] {
            let parts: Vec<PartRow> = came.iter().map(|ms| part(*ms)).collect();
            assert_eq!(fate_of(&parts, &parts, at(now)), expected, "{came:?} at {now}");
        }
    }

    #[test]
    fn what_is_late_waits_for_what_may_be_late_with_it() {
        let mut parts = vec![part(0), part(9000)];
        parts[0].is_open = false;
        assert_eq!(fate_of(&parts, &parts[1..], at(9100)), held(10_000));
        assert_eq!(fate_of(&parts, &parts[1..], at(10_000)), Fate::Taken);
    }

    #[test]
    fn an_album_fails_and_dies_as_one() {
        let failed = PartRow { tries: 2, not_before: Some(at(8000)), ..part(0) };
        let parts = [failed, part(5000)];
        assert_eq!(fate_of(&parts, &parts, at(5000)), Fate::PutOff { until: at(8000), tries: 2 });
        assert_eq!(fate_of(&parts, &parts, at(8000)), Fate::Taken);
        let dead = PartRow { is_dead: true, cause: Some("poison".into()), ..part(0) };
        let parts = [dead, part(9000)];
        assert_eq!(fate_of(&parts, &parts[1..], at(9000)), Fate::Dead { cause: "poison".into() });
    }
}
