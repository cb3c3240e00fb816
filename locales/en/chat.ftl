### Talking to the other side.

talk-heading = 💬 { $alias }
talk-about = About: { $title }
talk-how = Just write: your messages go straight to them. They do not see your name.
talk-how-elsewhere = To write to them, go to their own topic or to the main chat. What you write in this topic does not reach them.
talk-over = This chat is over.
talk-answer-sent = ✅ Your answer is on its way.
talk-left = 🔒 You closed the chat with { $alias }, and they are told. You can open it again at any time.
talk-muted = 🔕 Muted: messages come without a sound.
talk-blocked = 🚫 You blocked this person.
talk-unblocked = ✅ Unblocked. You can meet on the market again.
talk-shut = 🚫 { $alias } is blocked: nothing from them reaches you any more, and nothing from you reaches them.
talk-shut-after-one = 🚫 { $alias } is blocked. One last message is on its way right now and may still arrive; nothing comes after it.
talk-shut-how = They only see that the chat is over. You can undo this in “Settings”.
topic-unknown = ❌ Not sent: this topic belongs to none of your chats. Write in the topic of a chat, or choose one in the main chat.
talk-not-sent = ❌ Not sent. { $reason }
talk-does-not-cross = 🙂 I cannot pass this on. Words, photos, videos, voice messages, documents and places cross.
talk-place-sent = 📍 I passed on about where this is, within a kilometre. May they see exactly where?
talk-exact-place-sent = 📍 Now they see exactly where it is.
chats-heading = 💬 Your chats
chats-nothing = No chat yet. Answer a request, or wait for answers to yours.
chats-line = { $alias } · { $title }
chats-line-over = { $alias } · { $title } (over)
chats-enter = { $alias }
chats-enter-new = { $alias } ({ $count })
chats-new =
    { $count ->
         [one] { $count } new message
        *[other] { $count } new messages
    }
chats-muted = 🔕
button-leave = 🔒 Close chat
button-reopen-chat = 🔓 Open it again
button-options = ⚙️ Options
button-mute = 🔕 Mute
button-unmute = 🔔 Unmute
button-block = 🚫 Block
button-unblock = ↩️ Unblock
button-shut = 🚫 Yes, block
button-report = ⚠️ Report
button-see-request = 📄 See the request
button-see-my-request = 📄 See my request
button-exact-place = 📍 Send exact place
button-reply = 💬 Reply
incoming = { $alias } · { $title }
incoming-first = 🎉 { $alias } answered your request: { $title }
ended = 🔒 This chat is over.
ended-lost =
    { $count ->
         [one] Your last message did not arrive any more.
        *[other] Your last { $count } messages did not arrive any more.
    }
reopened = 🔓 This chat is open again: you can write.
undelivered-gone = ❌ { $alias } cannot be reached now and did not get your message:
undelivered-refused = ❌ This message could not be shown to { $alias }. Try to write it differently:
undelivered-dead = ❌ This message did not reach { $alias } after many tries. Please send it again later:
undelivered-unsure = ❓ It is not certain that this message reached { $alias }. Ask, or send it again:
undelivered-erased = ❌ Your chat with { $alias } was removed by the people who run this market. What you wrote last did not arrive.
undelivered-waits = ⏳ { $alias } has not been here for a while. Your message waits, and goes out as soon as they write again:
undelivered-away = ❌ { $alias } has not been here for a week, so this message did not arrive:

## Files and places

undelivered-file-large = ❌ This did not cross to { $alias }: the file is too large. At most 20 MB cross, and of a video 50 MB (from some apps 20 MB):
undelivered-file-kind = ❌ This did not cross to { $alias }: I cannot pass on files of this kind. Photos, MP4 videos, voice messages, MP3, PDF, Word, Excel, PowerPoint and plain text cross:
undelivered-file-broken = ❌ This did not cross to { $alias }: the file seems to be damaged. Please send it again:
undelivered-file-locked = ❌ This did not cross to { $alias }: the file is locked with a password. Please send it without one:
undelivered-file-author = ❌ This did not cross to { $alias }: the file tells who made it, and I could not take that out. Try a photo of it:
undelivered-file-lost = ❌ This did not cross to { $alias }: I could not get the file. Please send it again:
undelivered-file-there = ❌ This did not cross to { $alias }: files this large cannot be shown there. Please send a smaller one:
file-photo =
    { $count ->
         [one] 📷 Photo
        *[other] 📷 { $count } photos
    }
file-sticker =
    { $count ->
         [one] 🖼 Sticker
        *[other] 🖼 { $count } stickers
    }
file-video =
    { $count ->
         [one] 🎬 Video
        *[other] 🎬 { $count } videos
    }
file-round =
    { $count ->
         [one] 🎬 Video message
        *[other] 🎬 { $count } video messages
    }
file-voice =
    { $count ->
         [one] 🎙 Voice message
        *[other] 🎙 { $count } voice messages
    }
file-audio =
    { $count ->
         [one] 🎵 Audio
        *[other] 🎵 { $count } audio files
    }
file-document =
    { $count ->
         [one] 📄 Document
        *[other] 📄 { $count } documents
    }
place-around = 📍 About here, within a kilometre: { $link }
place-exactly = 📍 Exactly here: { $link }

## Blocking

block-heading = 🚫 Block { $alias }?
block-what = The chat ends for both of you. They only see that it is over. Messages that wait are not delivered, and you no longer see each other’s requests.
block-back = You can undo this in “Settings”.
blocked-heading = 🚫 Whom you blocked
blocked-nobody = Nobody.
blocked-unblock = ↩️ Unblock { $alias }

## Reporting

report-heading = ⚠️ Report
report-private = Only moderators see it. The other person is not told.
report-what = What is wrong?
report-spam = 📢 Advertising
report-scam = 💸 A scam
report-rude = 🤬 Insults or threats
report-danger = ⛔️ Dangerous or forbidden things
report-other = ❔ Something else
report-words = What happened? Tell it in a few words.
report-words-hint = For example: They ask for money before we meet.
button-no-words = Send without words
report-stored = ✅ Your report is stored. Thank you.
report-next = It is kept for the moderators, together with the last messages of this chat. They read it when they can; { $alias } is not told, and you may get no answer here. If you do not want to wait, you can block them.

## Contact details

contact-masked = 🔒 I hid this in your message, so that you both stay anonymous:
contact-how = Would you like to share it? Tap “Share contacts”. Once you both agree, nothing is hidden any more.
contact-warned = ⚠️ Your message is sent, and this was in it:
contact-warned-how = Share it only with somebody you trust. I never ask you for it.
contact-held = ✋ I did not send this message, because of what is in it:
contact-held-how = Write it again without that, or tap “Share contacts”. Once you both agree, it can pass.
contact-phone = 📞 phone number
contact-email = ✉️ e-mail address
contact-handle = 👤 account name
contact-link = 🔗 link to a profile
contact-bank = 🏦 bank account
contact-card = 🔒 I do not pass contact cards on. Would you both like to share contacts? Tap the button, and I will ask the other person.
reveal-mine = 🤝 You would like to share contacts. I will tell you as soon as { $alias } agrees.
reveal-theirs = 🤝 { $alias } would like to share contacts with you. If you agree, phone numbers and addresses that you both write are not hidden any more.
reveal-both = 🤝 You both agreed: from now on, contact details pass.
button-reveal = 🤝 Share contacts
button-reveal-agree = 🤝 Agree to share

### Changing what was said.

edit-not-sent = ❌ Your change did not go through: they still see what you wrote before. { $reason }
incoming-edited = ✏️ (edited)
incoming-taken-back = 🗑 { $alias } took this message back.
incoming-reacted = { $alias } reacted: { $emoji }
incoming-reaction-gone = { $alias } took a reaction back: { $emoji }
reaction-does-not-cross = 🙂 They cannot see that reaction. Plain emoji reach them.
button-unsend-last = ↩️ Undo my last message
button-unsend = 🗑 Take it back
button-keep-line = ⬅️ Keep it
unsend-heading = 🗑 Take this back from { $alias }?
unsend-how = It goes from their chat, too. They may have read it already.
unsend-which = 🗑 Which message? Reply to it with /unsend, or open the chat first.
unsend-nothing = 🙂 There is no message of yours to take back from { $alias }.
unsend-unsent = ✅ Taken back. { $alias } never saw it.
unsend-on-its-way = 🗑 Taking it back from { $alias } … I will tell you here what came of it.
unsend-already = ✅ That message is taken back already.
unsend-done = ✅ Taken back: { $alias } does not see it any more.
unsend-stays = ⚠️ I could not remove your message from the chat of { $alias }. It may be too old, or their app does not allow it.
