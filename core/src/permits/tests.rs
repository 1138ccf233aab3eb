//! What is promised of permits within a process, with time at rest: it moves when everybody waits.

use std::{future::Future, sync::Arc, time::Duration};

use futures::FutureExt;
use proptest::prelude::*;
use tokio::{task::JoinHandle, time::Instant};

use super::*;

const ANNA: ChatKey = ChatKey(1);
const GROUP: ChatKey = ChatKey(-1);

fn telegram() -> Permits {
    Permits::new(AccountId::new(), Arc::new(PermitStore::memory()), Limits::telegram())
}

/// With no limit for the bot as a whole.
fn per_chat() -> Permits {
    Permits::new(AccountId::new(), Arc::new(PermitStore::unlimited()), Limits::telegram())
}

/// Milliseconds from `start` to the grant.
fn queue(permits: &Permits, class: Class, chat: ChatKey, start: Instant) -> JoinHandle<u128> {
    let permits = permits.clone();
    tokio::spawn(async move {
        permits.acquire(class, chat).await;
        start.elapsed().as_millis()
    })
}

async fn times(handles: Vec<JoinHandle<u128>>) -> Vec<u128> {
    futures::future::join_all(handles).await.into_iter().map(|time| time.expect("no panic")).collect()
}

async fn one_after_another(permits: &Permits, chat: ChatKey, count: usize) -> Vec<u128> {
    let start = Instant::now();
    let mut times = Vec::new();
    for _ in 0..count {
        permits.acquire(Class::Answer, chat).await;
        times.push(start.elapsed().as_millis());
    }
    times
}

/// Lets everything run that can without time passing.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_private_chat_has_a_burst_and_then_one_a_second() {
    let permits = per_chat();
    assert_eq!(one_after_another(&permits, ANNA, 7).await, [0, 0, 0, 0, 1000, 2000, 3000]);
    tokio::time::advance(Duration::from_secs(4)).await;
    assert_eq!(one_after_another(&permits, ANNA, 5).await, [0, 0, 0, 0, 1000], "its burst is whole again");
}

#[tokio::test(start_paused = true)]
async fn a_group_has_twenty_a_minute() {
    let times = one_after_another(&per_chat(), GROUP, 60).await;
    assert_eq!(times[..7], [0, 0, 0, 0, 0, 4000, 8000]);
    let busiest =
        times.iter().map(|start| times.iter().filter(|t| (*start..=start + 60_000).contains(*t)).count());
    assert_eq!(busiest.max(), Some(20));
}

#[tokio::test(start_paused = true)]
async fn a_bot_has_a_small_burst_and_then_its_rate() {
    let (permits, start) = (telegram(), Instant::now());
    let waiting = (1..=8).map(|chat| queue(&permits, Class::Answer, ChatKey(chat), start)).collect();
    let times = times(waiting).await;
    let steps: Vec<u128> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(times[2] <= 2, "{times:?}");
    assert!(steps[2..].iter().all(|step| (39..=42).contains(step)), "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn answers_go_first_and_within_a_class_who_came_first() {
    let (permits, start) = (telegram(), Instant::now());
    let mut waiting = Vec::new();
    for (place, class) in [Class::Broadcast, Class::Notification, Class::Answer].into_iter().enumerate() {
        for chat in 0..10 {
            let chat = ChatKey(1 + chat + 10 * place as i64);
            waiting.push(queue(&permits, class, chat, start));
            settle().await;
        }
    }
    let times = times(waiting).await;
    // The first three are the burst: they came when nobody else was there.
    assert!(times[..3].iter().all(|time| *time <= 2), "{times:?}");
    assert!(times[3..10].is_sorted() && times[10..20].is_sorted() && times[20..].is_sorted(), "{times:?}");
    assert!(times[29] < times[10] && times[19] < times[3], "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_overtakes_the_broadcasts_of_its_own_chat() {
    let (permits, start) = (per_chat(), Instant::now());
    let broadcasts = (0..8).map(|_| queue(&permits, Class::Broadcast, ANNA, start)).collect();
    settle().await;
    permits.acquire(Class::Answer, ANNA).await;
    assert_eq!(start.elapsed().as_millis(), 1000);
    assert_eq!(times(broadcasts).await, [0, 0, 0, 0, 2000, 3000, 4000, 5000]);
}

#[tokio::test(start_paused = true)]
async fn broadcasts_get_what_answers_leave() {
    let (permits, start) = (telegram(), Instant::now());
    let broadcasts: Vec<_> =
        (0..100).map(|chat| queue(&permits, Class::Broadcast, ChatKey(1000 + chat), start)).collect();
    let mut slowest = 0;
    // Ten answers a second leave fifteen.
    for chat in 0..40 {
        let asked = Instant::now();
        permits.acquire(Class::Answer, ChatKey(1 + chat)).await;
        slowest = slowest.max(asked.elapsed().as_millis());
        tokio::time::sleep_until(asked + Duration::from_millis(100)).await;
    }
    let sent = broadcasts.iter().filter(|broadcast| broadcast.is_finished()).count();
    assert!((58..=64).contains(&sent), "{sent} broadcasts in four seconds");
    assert!(slowest <= 42, "an answer waited {slowest} ms");
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_waiting_costs_nothing() {
    let (permits, start) = (per_chat(), Instant::now());
    one_after_another(&permits, ANNA, 4).await;
    let given_up = queue(&permits, Class::Answer, ANNA, start);
    let patient = queue(&permits, Class::Answer, ANNA, start);
    settle().await;
    given_up.abort();
    assert_eq!(patient.await.expect("no panic"), 1000);
}

#[tokio::test(start_paused = true)]
async fn what_was_granted_to_one_who_has_gone_goes_to_the_next() {
    let (permits, start) = (telegram(), Instant::now());
    one_after_another(&permits, ANNA, 4).await;
    let mut gone = Box::pin(permits.acquire(Class::Answer, ANNA));
    assert!(futures::poll!(gone.as_mut()).is_pending());
    // Granted meanwhile, and never looked at.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let next = queue(&permits, Class::Answer, ANNA, start);
    settle().await;
    assert!(!next.is_finished());
    drop(gone);
    assert_eq!(next.await.expect("no panic"), start.elapsed().as_millis(), "at once");
    assert!(start.elapsed() < Duration::from_millis(1200));
}

#[tokio::test(start_paused = true)]
async fn so_does_the_permit_of_the_bot() {
    let permits = telegram();
    for chat in 10..13 {
        permits.acquire(Class::Answer, ChatKey(chat)).await;
    }
    let [mut gone, mut next] = [1, 2].map(|chat| Box::pin(permits.acquire(Class::Answer, ChatKey(chat))));
    assert!(futures::poll!(gone.as_mut()).is_pending() && futures::poll!(next.as_mut()).is_pending());
    tokio::time::sleep(Duration::from_millis(45)).await;
    assert!(futures::poll!(next.as_mut()).is_pending());
    drop(gone);
    assert!(futures::poll!(next.as_mut()).is_ready());
}

#[tokio::test(start_paused = true)]
async fn while_no_permits_are_to_be_had_senders_wait_and_nothing_is_lost() {
    let (store, start) = (Arc::new(PermitStore::memory()), Instant::now());
    let permits = Permits::new(AccountId::new(), Arc::clone(&store), Limits::telegram());
    store.set_away(true);
    let waiting: Vec<_> = (1..=5).map(|chat| queue(&permits, Class::Answer, ChatKey(chat), start)).collect();
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(waiting.iter().all(|one| !one.is_finished()));
    store.set_away(false);
    let times = times(waiting).await;
    assert!(times.iter().all(|time| (60_000..61_200).contains(time)), "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn a_process_that_dies_takes_few_permits_along() {
    let (account, store) = (AccountId::new(), Arc::new(PermitStore::memory()));
    let [dying, here] = [(); 2].map(|()| Permits::new(account, Arc::clone(&store), Limits::telegram()));
    let sends: Vec<_> =
        (0..100).map(|chat| queue(&dying, Class::Broadcast, ChatKey(1000 + chat), Instant::now())).collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    sends.iter().for_each(JoinHandle::abort);
    let start = Instant::now();
    let waiting = (1..=25).map(|chat| queue(&here, Class::Broadcast, ChatKey(chat), start)).collect();
    let last = times(waiting).await.into_iter().max();
    assert!(last < Some(1300), "{last:?} ms for a second's worth");
}

#[tokio::test(start_paused = true)]
async fn without_limits_nobody_waits() {
    let permits = Permits::new(AccountId::new(), Arc::new(PermitStore::memory()), Limits::off());
    for _ in 0..1000 {
        assert!(permits.acquire(Class::Broadcast, ANNA).now_or_never().is_some());
    }
    // What the messenger refuses is waited out all the same, in that chat.
    permits.flooded(ANNA, Duration::from_secs(7));
    assert!(permits.acquire(Class::Answer, GROUP).now_or_never().is_some());
    assert_eq!(one_after_another(&permits, ANNA, 2).await, [7000, 7000]);
    assert!(!permits.0.is_watchful.load(Ordering::Relaxed), "and then forgotten");
}

#[tokio::test(start_paused = true)]
async fn a_chat_that_was_too_fast_waits_alone() {
    let (permits, start) = (telegram(), Instant::now());
    tokio::time::advance(Duration::from_secs(100)).await;
    one_after_another(&permits, ANNA, 3).await;
    permits.flooded(ANNA, Duration::from_secs(9));
    let other = queue(&permits, Class::Broadcast, ChatKey(2), start);
    let same = queue(&permits, Class::Answer, ANNA, start);
    assert!(other.await.expect("no panic") < 100_200);
    assert!(same.await.expect("no panic") >= 109_000);
}

#[tokio::test(start_paused = true)]
async fn a_bot_that_is_too_fast_pauses_in_all_its_processes() {
    let (account, store) = (AccountId::new(), Arc::new(PermitStore::memory()));
    let [here, there] = [(); 2].map(|()| Permits::new(account, Arc::clone(&store), Limits::telegram()));
    tokio::time::advance(Duration::from_secs(100)).await;
    here.acquire(Class::Answer, ANNA).await;
    let start = Instant::now();
    // Its only message for long: it cannot have been this chat.
    here.flooded(ANNA, Duration::from_secs(20));
    settle().await;
    let waiting =
        [&here, &there].map(|permits| queue(permits, Class::Answer, ChatKey(2), start)).into_iter().collect();
    let times = times(waiting).await;
    assert!(times.iter().all(|time| (20_000..20_200).contains(time)), "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn chats_refused_one_after_another_pause_the_bot() {
    let (permits, start) = (telegram(), Instant::now());
    for chat in [ANNA, GROUP] {
        // Just started: what they got before is not known.
        permits.flooded(chat, Duration::from_secs(5));
    }
    let other = queue(&permits, Class::Answer, ChatKey(3), start);
    assert!((5000..5200).contains(&other.await.expect("no panic")));
}

#[tokio::test(start_paused = true)]
async fn a_wait_without_end_is_no_panic() {
    let permits = telegram();
    permits.flooded(ANNA, Duration::MAX);
    permits.flooded(GROUP, Duration::MAX);
    settle().await;
}

#[tokio::test(start_paused = true)]
async fn chats_at_rest_are_forgotten() {
    let permits = per_chat();
    for chat in 0..10_000 {
        permits.acquire(Class::Broadcast, ChatKey(chat)).await;
        tokio::time::advance(Duration::from_millis(40)).await;
    }
    let known = permits.0.queue().known_chats();
    assert!(known <= 128, "{known} chats are kept");
}

#[tokio::test(start_paused = true)]
async fn nobody_is_woken_and_nothing_runs_when_all_is_sent() {
    let permits = telegram();
    one_after_another(&permits, ANNA, 6).await;
    settle().await;
    assert!(!permits.0.queue().is_driven);
}

/// One message that somebody wants to send.
#[derive(Clone, Debug)]
struct Wish {
    at: u64,
    process: usize,
    chat: i64,
    class: Class,
    patience: Option<u64>,
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let class = prop_oneof![Just(Class::Answer), Just(Class::Notification), Just(Class::Broadcast)];
    let patience = prop_oneof![3 => Just(None), 1 => (0..3000u64).prop_map(Some)];
    // Chats of their own for each process; a few are busy.
    let chat = prop_oneof![1 => 1..4i64, 1 => -3..0i64, 3 => 4..400i64];
    let wish =
        (0..5000u64, 0..3usize, chat, class, patience).prop_map(|(at, process, chat, class, patience)| {
            Wish { at, process, chat: chat * 3 + chat.signum() * process as i64, class, patience }
        });
    proptest::collection::vec(wish, 1..250)
}

/// When each wish was granted; none for those who lost patience.
async fn granted(wishes: Vec<Wish>) -> Vec<(Wish, Instant)> {
    let (account, store) = (AccountId::new(), Arc::new(PermitStore::memory()));
    let processes = [(); 3].map(|()| Permits::new(account, Arc::clone(&store), Limits::telegram()));
    let sending = wishes.into_iter().map(|wish| {
        let permits = processes[wish.process].clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(wish.at)).await;
            let limit = wish.patience.map_or(Duration::from_secs(3600), Duration::from_millis);
            let acquired = tokio::time::timeout(limit, permits.acquire(wish.class, ChatKey(wish.chat))).await;
            assert!(acquired.is_ok() || wish.patience.is_some(), "{wish:?} waits for ever");
            acquired.is_ok().then(|| (wish, Instant::now()))
        })
    });
    let sent = futures::future::join_all(sending).await;
    sent.into_iter().filter_map(|grant| grant.expect("no panic")).collect()
}

/// The most grants in any window of this length.
fn busiest(times: &[Instant], window: Duration) -> usize {
    times
        .iter()
        .map(|start| times.iter().filter(|t| (*start..*start + window).contains(t)).count())
        .max()
        .unwrap_or(0)
}

fn hold_to_limits(sent: &[(Wish, Instant)]) -> Result<(), TestCaseError> {
    let all: Vec<Instant> = sent.iter().map(|(_, at)| *at).collect();
    prop_assert!(busiest(&all, Duration::from_secs(1)) <= 29);
    for (wish, _) in sent {
        let chat: Vec<Instant> =
            sent.iter().filter(|(s, _)| s.chat == wish.chat).map(|(_, at)| *at).collect();
        if wish.chat < 0 {
            prop_assert!(busiest(&chat, Duration::from_secs(60)) <= 20);
        } else {
            for seconds in [1, 5, 20] {
                prop_assert!(busiest(&chat, Duration::from_secs(seconds)) <= 4 + seconds as usize);
            }
        }
    }
    Ok(())
}

fn with_time_at_rest<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(test)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_window_holds_more_than_the_limits_whoever_comes_when(wishes in wishes()) {
        hold_to_limits(&with_time_at_rest(granted(wishes)))?;
    }
}
