//! The database goes away, or refuses for a moment.

use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};

use super::{
    script::{Answer, Script},
    world::{OFTEN, Setup, World, numbered},
};

/// Runs this beside the world's database, on its server.
async fn beside(world: &World, sql: &[&str]) {
    let options: PgConnectOptions = world.db.url().parse().unwrap();
    let name = options.get_database().unwrap().to_owned();
    let mut conn = PgConnection::connect_with(&options.database("postgres")).await.unwrap();
    for sql in sql {
        sqlx::query(AssertSqlSafe(sql.replace("$name", &name))).execute(&mut conn).await.unwrap();
    }
}

#[tokio::test]
async fn what_comes_while_the_database_is_away_is_not_accepted_and_later_taken_once() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script).sweeping(OFTEN)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    let away = [
        "alter database \"$name\" allow_connections false",
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '$name'",
    ];
    beside(&world, &away).await;
    let line = script.says("amira", "line 0");
    assert!(process.accept(vec![line.clone()]).await.is_err());
    assert!(process.accept(vec![line.clone(), script.says("amira", "line 1")]).await.is_err());
    beside(&world, &["alter database \"$name\" allow_connections true"]).await;
    process.accept(vec![line.clone()]).await.unwrap();
    process.accept(vec![line, script.says("amira", "line 1")]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), numbered(0..2));
    assert_eq!(world.number("select count(*) from event").await, 2);
    // The sign of life is back too.
    world.until(1, "pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())").await;
}

#[tokio::test]
async fn a_send_that_cannot_be_written_down_at_once_is_not_repeated() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    fails_twice(&world, "before update on delivery", "new.state = 'sent'", "40P01").await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 0"]);
}

#[tokio::test]
async fn a_lane_goes_on_soon_after_its_worker_failed() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    fails_twice(&world, "before update on delivery", "new.state = 'sending'", "57P01").await;
    process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    assert_eq!(script.lines("karim"), ["line 0"]);
}

#[tokio::test]
async fn a_deadlock_or_a_failed_serialisation_is_tried_again_and_nobody_is_told() {
    for code in ["40P01", "40001"] {
        let (world, script) = (World::new().await, Script::keyless());
        let process = world.start(&Setup::of(&script)).await;
        world.pair(&process, (&script, "amira"), (&script, "karim")).await;
        fails_twice(&world, "before insert on event", "true", code).await;
        let before = script.calls("amira").len();
        process.accept(vec![script.says("amira", "line 0")]).await.unwrap();
        world.until(1, "delivery where state = 'sent'").await;
        world.quiet().await;
        assert_eq!(script.lines("karim"), ["line 0"]);
        assert_eq!(script.calls("amira").len(), before);
        assert_eq!(world.number("select count(*) from event").await, 1);
        assert_eq!(world.number("select count(*) from inbox where raw is not null").await, 0);
    }
}

#[tokio::test]
async fn what_breaks_for_one_is_told_to_that_one_alone() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    let amiras = world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    world.pair(&process, (&script, "lina"), (&script, "sami")).await;
    let amiras = format!("new.conversation = '{}'", amiras.uuid());
    fails_twice(&world, "before insert on event", &amiras, "22000").await;
    let [bad, worse] = ["line bad", "line worse"].map(|line| script.says("amira", line));
    let batch = vec![bad, worse, script.says("lina", "line 0")];
    process.accept(batch).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    world.quiet().await;
    assert_eq!(script.lines("sami"), ["line 0"]);
    assert!(script.screen("amira").last().unwrap().1.starts_with('❌'), "{:?}", script.screen("amira"));
    process.accept(vec![script.says("amira", "line 1")]).await.unwrap();
    world.until(2, "delivery where state = 'sent'").await;
    assert_eq!(world.number("select max(seq) from event").await, 1, "the number was given back");
}

#[tokio::test]
async fn an_adapter_that_panics_silences_nobody() {
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    script.next("amira", [Answer::Panic]);
    script.next("karim", [Answer::Panic]);
    process.accept(vec![script.says("amira", "line 0"), script.commands("amira", "help")]).await.unwrap();
    process.accept(vec![script.commands("amira", "settings")]).await.unwrap();
    world.until(1, "delivery where state = 'sent'").await;
    world.quiet().await;
    assert_eq!(script.lines("karim"), ["line 0"]);
    assert_eq!(script.calls("amira").len(), 3, "the card after the one that broke is shown");
}

#[tokio::test]
async fn workers_that_block_each_other_lose_nothing() {
    // Both sides' lines are refused at once: each lane tells the other.
    let (world, script) = (World::new().await, Script::keyless());
    let process = world.start(&Setup::of(&script)).await;
    world.pair(&process, (&script, "amira"), (&script, "karim")).await;
    for chat in ["amira", "karim"] {
        script.next(chat, vec![Answer::Refused; 10]);
    }
    let batch = (0..20).map(|n| script.says(["amira", "karim"][n % 2], &format!("line {n}")));
    process.accept(batch.collect()).await.unwrap();
    world.until(0, "delivery where state in ('pending', 'sending', 'retry')").await;
    let lost = "select count(*) from delivery d where notice is null and state <> 'sent'
                and not exists (select from delivery n where n.event = d.event and n.notice is not null)";
    assert_eq!(world.number(lost).await, 0, "each is told");
}

/// Makes a statement fail the first two times that it is tried where the condition holds.
async fn fails_twice(world: &World, when: &str, condition: &str, code: &str) {
    let sql = format!(
        "create sequence tries;
         create function fail() returns trigger language plpgsql as $$
         begin
             if nextval('tries') <= 2 then raise exception 'as told' using errcode = '{code}'; end if;
             return new;
         end $$;
         create trigger failing {when} for each row when ({condition}) execute function fail();"
    );
    world.run(&sql).await;
}
