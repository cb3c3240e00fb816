//! What platforms say of themselves, against what the code goes by. Each adapter's `limits.rs` tells where a
//! number comes from.

use adapter::Capabilities;

#[test]
fn platforms_are_used_as_they_say() {
    const MIB: u64 = 1024 * 1024;
    // Texts, captions, bytes of a file, messages a second for a bot and in a chat; keys, edits.
    let said = |c: &Capabilities| {
        (
            c.text_units,
            c.caption_units,
            c.file_bytes,
            c.bot_per_second,
            c.chat_per_second,
            c.idempotent,
            c.edits,
        )
    };
    assert_eq!(said(&telegram::CAPABILITIES), (4096, 1024, 50 * MIB, 30, 1, false, true));
    assert_eq!(said(&discord::CAPABILITIES), (2000, 2000, 10 * MIB, 50, 1, true, true));
    assert_eq!(said(&messenger::CAPABILITIES), (2000, 0, 25 * MIB, 300, 1, false, false));
}
