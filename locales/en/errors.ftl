### What was wrong, and what would be right.

## An answer that cannot be taken

problem-empty = ⚠️ I see nothing in this message. Please write a few words.
problem-too-long =
    ⚠️ This has { $length ->
         [one] { $length } character
        *[other] { $length } characters
    }, and { $most } is the most. Please make it shorter.
problem-required = ⚠️ This one is needed. Please answer it.
problem-place-unknown = ⚠️ I do not know the place “{ $text }”. Write a town, for example: Sousse
problem-place-several = There are several places called “{ $text }”. Which one do you mean?
problem-place-inside = Do you mean { $place }? If not, write another town.
problem-place-nowhere = ⚠️ I know no town near this point. Please write the name of a town.
problem-date-unknown = ⚠️ I do not understand this date. Write it like 20/12, or: { $example }
problem-date-no-day = ⚠️ There is no such day. Write the day first, then the month, for example: 20/12
problem-date-past = ⚠️ { $date } has passed: today is { $today }. Please choose a later day.
problem-date-far = ⚠️ { $date } is too far away. Choose a day within the next { $days } days.
problem-amount-unknown = ⚠️ I do not understand this amount. Write a number with its currency, for example: 15 € or 50 DT
problem-amount-currency = In which currency?
problem-amount-negative = ⚠️ An amount cannot be below zero. Write for example: 15 €
problem-amount-large = ⚠️ This amount is too large. Please write a smaller one.
problem-amount-zero = ⚠️ Zero is no amount. Write one like 15 €, or use the button below.
problem-quantity = ⚠️ Please write a whole number from 1 to { $most }.
problem-link = ⚠️ This is not a web address. It starts with https://, or tap “No link”.
problem-weight = ⚠️ I do not understand this weight. Write for example: 2 kg
problem-weight-range = ⚠️ A parcel weighs from 1 g to { $most } kg.
problem-radius = ⚠️ Please write a distance from 1 to { $most } km.
problem-days = ⚠️ Please write a number of days from 1 to { $most }, or two dates like 10/12 – 20/12.
problem-window = ⚠️ { $first } comes after { $last }. Please write the earlier day first.
problem-words = ⚠️ Please write at least one word to look for.
problem-items-full =
    { $most ->
         [one] ⚠️ The list has room for { $most } thing. Remove it to add another.
        *[other] ⚠️ The list has room for { $most } things. Remove one to add another.
    }
problem-photos-full =
    { $most ->
         [one] ⚠️ A request has { $most } photo at most. To change it, tap “Edit”, then “Photos”.
        *[other] ⚠️ A request has { $most } photos at most. To swap one, tap “Edit”, then “Photos”.
    }
problem-contact = ⚠️ Everybody can read this, so please leave out phone numbers, addresses, accounts and profile links. You can share contacts later, in the chat.
problem-photo-expected = ⚠️ Please send a photo, or tap a button below.
problem-file-large = ⚠️ This file is too large: I take videos of up to 50 MB, from some apps only up to 20 MB, and any other file up to 20 MB. Please send a smaller one.
problem-files-day = ⚠️ These are more files than I take from one person in a day. Please send this one tomorrow.

## A press or a message that does not fit here

error-old-button = 🕐 That button is from an older message. Here is where you are now:
error-bad-button = ⚠️ I could not read that button. Please use one of these:
error-photo-here = 📷 I cannot use a photo here. Please answer the question below.
error-location-here = 📍 I cannot use a location here. Please answer the question below.
error-unsupported = 🙂 I understand text, photos and locations, but not this yet.
error-tap-here = 👇 Please tap one of the buttons below.
error-unknown-command = 🙂 I do not know this command yet. Here is what I can do:

## What the market does not do

refusal-unknown = ⚠️ This is not there any more.
refusal-off-market = ⚠️ This request is no longer open. Look for another one.
refusal-not-now = ⚠️ This is not possible any more: the request has changed in the meantime.
refusal-too-many-offers =
    { $most ->
         [one] ⚠️ You can have { $most } offer waiting for an answer. Withdraw it first, in “My deals”.
        *[other] ⚠️ You can have { $most } offers waiting for an answer. Withdraw one first, in “My deals”.
    }
refusal-moved = 🕐 This has changed in the meantime. Here is where it stands now:
refusal-expired = 🟠 This offer has expired, so nothing can be done with it any more.
refusal-said = 🙂 You said it already.
refusal-taken = 🙂 Somebody else was accepted first. Thank you for offering!
refusal-photo-first = 📷 First send a photo of the open parcel in the chat. Then tap here again.
refusal-too-early = 🕐 The day has not come yet. Write to them in the chat.
refusal-too-late = ⚠️ It is too late to undo this.
refusal-too-many-open =
    { $most ->
         [one] ⚠️ You can have { $most } open request. Close it first, in “My requests”.
        *[other] ⚠️ You can have { $most } open requests. Close one first, in “My requests”.
    }
refusal-too-many-alerts =
    { $most ->
         [one] 🔔 You have { $most } alert, and no more is possible. Delete it first.
        *[other] 🔔 You have { $most } alerts, and no more are possible. Delete one first.
    }
refusal-too-many-trips =
    { $most ->
         [one] ✈️ You have { $most } trip ahead, and no more is possible. Cancel it first.
        *[other] ✈️ You have { $most } trips ahead, and no more are possible. Cancel one first.
    }
refusal-too-broad = 🔔 I would tell you of every request. Say at least one thing first: where to, which kind, or a word.
refusal-trip-past = ⚠️ This trip lies in the past. Please choose a day ahead.
refusal-too-many-saved =
    { $most ->
         [one] ⚠️ You can keep { $most } saved request. Let it go first, in “Saved”.
        *[other] ⚠️ You can keep { $most } saved requests. Let one go first, in “Saved”.
    }
refusal-past-due = ⚠️ The date has passed in the meantime. Please choose a new one.
refusal-own = 🙂 This is your own request: others answer it.
refusal-demo = 🙂 This request is only an example, so nobody can answer it.
refusal-blocked = 🚫 You blocked this person. Unblock them first.
refusal-reported = 🙏 You reported this chat already. The moderators have it.
refusal-ended = This chat is over. Open another one in “Chats”.
refusal-full = Many messages already wait for the other person. Please wait until they have read them.
refusal-held = ✋ I did not send this: there are contact details in it. Please write it without them. Once you talk, you can both agree to share contacts.
refusal-unchecked = ⚠️ I could not read this message well enough to pass it on. Please write it differently.
refusal-broken = ⚠️ Something broke on our side, and nothing was done. Please try again.
