//! The places that requests name.

use sqlx::PgConnection;
use uuid::Uuid;

use super::browse::Near;
use crate::circle::Circle;

/// The spot of what may come from anywhere.
pub(crate) const ANYWHERE: i64 = -1;

/// Remembers the places of a request.
pub(crate) async fn learn(conn: &mut PgConnection, request: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO spot (id, cell, lat, lon)
         SELECT s.id, (floor(s.lat) * 360 + floor(s.lon))::integer, s.lat, s.lon
         FROM request r
         CROSS JOIN LATERAL (VALUES (r.from_spot, r.from_lat, r.from_lon), (r.to_spot, r.to_lat, r.to_lon))
             AS s (id, lat, lon)
         WHERE r.id = $1 AND s.lat IS NOT NULL AND NOT EXISTS (SELECT FROM spot WHERE spot.id = s.id)",
        request,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The places in a circle, the nearest first.
pub(crate) async fn within(conn: &mut PgConnection, circle: &Circle) -> sqlx::Result<Vec<Near>> {
    let (lines, columns) = (circle.lines(), circle.columns());
    sqlx::query_as!(
        Near,
        r#"SELECT id AS "spot!", min(sqrt(chord) * 6371008800000)::bigint AS "far!"
           FROM generate_series($5::integer, $6::integer) AS line
           JOIN spot ON cell BETWEEN line * 360 + $7::integer AND line * 360 + $8::integer
           CROSS JOIN LATERAL (SELECT (x - $1::float8) * (x - $1) + (y - $2::float8) * (y - $2)
                                      + (z - $3::float8) * (z - $3) AS chord) way
           WHERE chord <= $4::float8
           GROUP BY id ORDER BY 2, 1"#,
        circle.centre[0],
        circle.centre[1],
        circle.centre[2],
        circle.chord,
        lines.0,
        lines.1,
        columns.0,
        columns.1,
    )
    .fetch_all(conn)
    .await
}
