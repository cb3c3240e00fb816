//! A place inside a transaction to come back to.

use sqlx::PgConnection;

pub(crate) async fn set(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("SAVEPOINT attempt").execute(conn).await?;
    Ok(())
}

pub(crate) async fn release(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("RELEASE SAVEPOINT attempt").execute(conn).await?;
    Ok(())
}

pub(crate) async fn roll_back(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("ROLLBACK TO SAVEPOINT attempt").execute(conn).await?;
    Ok(())
}
