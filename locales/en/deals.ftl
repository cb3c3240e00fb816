### Offers and deals.

button-offers = 🏷 Offers
button-deals = 🤝 My deals
button-offer = 🏷 Make an offer
button-deal = 🏷 See the offer
button-deal-now = 🤝 See the deal
button-see-deal = 🏷 See it
button-bids =
    { $count ->
         [one] 🏷 See the offer
        *[other] 🏷 See the { $count } offers
    }
button-counter = ✏️ Propose changes
button-change-terms = ✏️ Change it
button-decline = ✖️ Decline
button-withdraw = ↩️ Withdraw it
button-send-offer = ✅ Send it

## Making an offer

form-offer = 🏷 Your offer
form-counter = ✏️ Propose other terms
form-review-offer = All good? Tap “Send it”.
ask-price = How much should they pay you?
hint-price = For example: 15 € or 50 DT. You get it in cash when you meet.
ask-other-price = Which price do you propose?
hint-other-price = For example: 15 € or 50 DT, in cash when you meet.
ask-other-day = Which day do you propose?
ask-goods = Who pays for what is bought?
hint-goods = Tap one of the buttons.
ask-day = On which day will you bring it?
ask-note = Would you like to add a few words?
hint-note = For example: Friday at five would suit me.
choice-no-note = No, thanks
choice-goods-included = 🧾 The price is for all
choice-goods-apart = 🧾 It is paid on top
label-price = 💶 Price
label-handover = 📅 Day
label-goods = 🧾 Who pays what
label-note = 💬 A few words

## How a deal reads

deal-heading = 🤝 With { $alias }
deal-price = 💶 { $money }
deal-day = 📅 { $date }
deal-goods-included = 🧾 The price is for everything, the purchase too
deal-goods-apart = 🧾 The purchase is paid on top, as the receipt says
deal-waits-for-them = ⏳ Waiting for their answer until { $date }. Nothing to do for you.
deal-waits-for-you = 👉 Your turn: answer by { $date }.
deal-you-declined = ⚪️ You declined this.
deal-they-declined = ⚪️ They declined this. You can make another offer.
deal-you-withdrew = ⚪️ You withdrew this.
deal-they-withdrew = ⚪️ They withdrew this.
deal-expired = 🟠 No answer came in time, so this is over.
deal-offered = ✅ Your offer is on its way.
deal-countered = ✅ Your proposal is on its way.
deal-declined = Declined, and they are told. You can undo this for { $seconds } seconds.
deal-withdrawn = Withdrawn, and they are told. You can undo this for { $seconds } seconds.
deal-back = ✅ It stands again.
trust-heading = 👤 { $alias }
trust-new = new here
trust-months =
    { $count ->
         [one] here for a month
        *[other] here for { $count } months
    }

## What the other side is told

dealt-offered = 🏷 { $alias } makes you an offer:
dealt-countered = ✏️ { $alias } proposes this:
dealt-declined = ⚪️ { $alias } declined this:
dealt-withdrawn = ⚪️ { $alias } withdrew this:
dealt-back = 🔁 { $alias } changed their mind, and this stands again:
dealt-expired = 🟠 No answer came in time, so this is over:

## Lists

deals-heading = 🤝 Your deals
deals-nothing = You have no deal yet. Make an offer for a request, or wait for offers for yours.
deals-line = { $number }. { $alias }
deals-open = { $number }. { $alias }
bids-heading = 🏷 Offers for your request
bids-nothing = No offer waits for your answer now.
offers-heading = 🏷 Offers
offers-what = What people offer to bring right now. Tap one to see what it is for.
offers-trips = ✈️ People who travel, with room for your things
offers-nothing = There is no offer right now. Come back soon!
offers-no-match = No offer fits your search. Try fewer filters.

## Agreeing

button-accept = ✅ Accept
button-agree = ✅ Yes, I accept this
button-confirm = ✅ I confirm
button-cancel-deal = ✖️ Cancel it
button-carry-buy = 🛍 I bought it
button-carry-pickup = 📦 I picked it up
button-saw-it = ✅ I saw the contents
button-my-code = 🔑 My code
button-meet = 🔢 Enter their code
button-well = 👍 All is well
button-problem = ⚠️ There is a problem
button-ask-cancel = 🤝 Ask to cancel together
button-drop = ✖️ Cancel it alone
button-cancel-too = ✖️ Yes, cancel it
button-keep-deal = ▶️ Keep it
button-no-show = 🚫 They did not come
button-missed = 🚫 Yes, nobody came
button-not-so = ⚠️ That is not so
button-disputed = ⚠️ Yes, report it
button-settle = ✅ It is settled
accept-heading = Do you accept exactly this?
accept-how = You pay or get this in cash when you meet, never before. The other person confirms once more; then these terms are fixed for both.
carry-heading = Before you take it
carry-photo = 📷 Open it, take a photo of what is inside, and send the photo in this chat.
carry-look = 👀 Look at everything in it. What you carry, you answer for.
carry-refuse = ✋ Leave it if anything feels wrong. Nobody may blame you for that.
carry-not = 🚫 Do not carry:
cancel-deal-heading = Cancel this deal?
cancel-deal-how = Talk to them first if you can. Cancelled together, it counts against nobody.
no-show-heading = Did they not come?
no-show-how = The deal ends, and they are told what you say. They may answer.
dispute-heading = Is something wrong?
dispute-how = Write to them first if you can: most things are settled by a few words. The deal then stays open until you say that it is settled.
deal-accepted = ✅ Accepted. They only need to confirm.
deal-agreed = 🤝 You both agree. These terms are fixed now.
deal-carried = ✅ Noted, and they are told.
deal-met = ✅ The code is right: you met.
deal-completed = 🎉 Done! Thank you both.
deal-cancel-asked = ✅ They are asked.
deal-kept = ✅ It goes on.
deal-cancelled = Cancelled, and they are told. You can undo this for { $seconds } seconds.
deal-missed = Noted, and they are told.
deal-disputed = Noted, and they are told. Write to each other in the chat.
deal-you-accepted = ⏳ You accepted. Waiting for them to confirm until { $date }.
deal-confirm = 👉 They accepted. Read it once more and confirm by { $date }. From then on it is fixed.
deal-next-buy = 👉 Next: buy it, look at it, and tap “I bought it”.
deal-next-collect = 👉 Next: pick it up, look inside, and tap “I picked it up”.
deal-next-bring = 👉 Next: bring it. When you meet, get paid in cash and tell each other your codes.
deal-next-work = 👉 Next: do the work. When it is done and paid, tell each other your codes.
deal-next-wait = ⏳ Next: they get it for you. Nothing to do for you now.
deal-next-meet = 👉 They have it. When you meet, look at it, pay in cash, and tell each other your codes.
deal-next-wait-for-work = ⏳ Next: they do the work. When you are content, pay and tell each other your codes.
deal-you-ask-to-cancel = ⏳ You asked to cancel this together. Waiting for their answer.
deal-they-ask-to-cancel = 👉 They would like to cancel this together. Tap “Yes, cancel it” or “Keep it”.
deal-you-met = ✅ You met. They are to say that all is well; without a word it counts as done on { $date }.
deal-they-met = 👉 They entered your code: you met. Is all well? Without a word it counts as done on { $date }.
deal-is-done = 🎉 Done.
deal-taken = ⚪️ Somebody else was faster.
deal-you-cancelled = ⚪️ You cancelled this.
deal-they-cancelled = ⚪️ They cancelled this.
deal-both-cancelled = ⚪️ Cancelled by both of you.
deal-you-missed-them = ⚪️ You said that they did not come.
deal-they-missed-you = 👉 They say that you did not come. If that is not so, say it.
deal-you-disputed = ⚠️ You said that something is wrong. Tap “It is settled” once it is.
deal-they-disputed = ⚠️ They say that something is wrong. Write to them in the chat.
deal-settled = ✅ This was settled.
trust-deals =
    { $count ->
         [one] { $count } deal done
        *[other] { $count } deals done
    }
code-yours = 🔑 Your code for { $alias }
code-how = Tell it, or show the picture, only when you meet and all is well. They enter it in their chat, now or later.
code-ask = Which code did they tell you?
code-hint = Six digits, for example: 482 913
code-unread = ⚠️ A code has six digits. Please write it like this: 482 913
code-wrong =
    { $left ->
         [one] ⚠️ This is not their code. You have one more try before a pause.
        *[other] ⚠️ This is not their code. You have { $left } more tries before a pause.
    }
code-paused =
    { $minutes ->
         [one] ⏳ That was not right too often. Please wait a minute, ask for the code again, then enter it.
        *[other] ⏳ That was not right too often. Please wait { $minutes } minutes, ask for the code again, then enter it.
    }
dealt-accepted = 🎉 { $alias } accepts this. See it once more and confirm:
dealt-taken = ⚪️ { $alias } agreed with somebody else, so this is over. Thank you for offering!
dealt-agreed = 🤝 { $alias } confirmed: you both agree on this now.
dealt-carried = 📦 { $alias } has it, and saw what is inside:
dealt-handed-over = 🤝 { $alias } entered your code: you met. Is all well?
dealt-completed = 🎉 Done! Thank you both.
dealt-cancel-asked = 🤝 { $alias } would like to cancel this together with you:
dealt-kept = ▶️ This goes on, { $alias } says:
dealt-cancelled = ⚪️ { $alias } cancelled this:
dealt-no-show = 🚫 { $alias } says that you did not come:
dealt-disputed = ⚠️ { $alias } says that something is wrong with this. Write to each other:
dealt-settled = ✅ { $alias } says that this is settled:
dealt-tomorrow = 📅 Tomorrow you meet { $alias }. Have your code ready:
dealt-did-you-meet = ❓ Did you meet { $alias }? Enter their code, or say what happened:
dealt-is-all-well = ❓ Is all well after you met { $alias }?

## What may not be carried

thing-weapons = weapons
thing-drugs = drugs
thing-medicines = medicines without a prescription
thing-valuables = undeclared cash, gold or jewels
thing-counterfeits = counterfeits
thing-drones = drones and radio sets
thing-meat-and-milk = meat and milk products
thing-plants = plants and seeds
thing-animals = animals
thing-batteries = loose batteries
thing-tobacco-and-alcohol = tobacco and alcohol above the limit
thing-closed-parcels = parcels that you may not open

## Ratings

button-rate = ⭐️ Rate them
button-profile = 👤 My profile
button-send-rating = ✅ Send without words
button-reply-rating = ↩️ Answer no. { $number }
rate-heading = ⭐️ How was it?
rate-hidden = They see it once both of you rated, or after 14 days. They never see it before.
rate-stars = How many stars?
rate-tags = What stood out? Tap all that fits.
rate-words = Then write a few words about it, or send it without.
rate-done = ⭐️ Thank you! They see it once they rated you too, or after 14 days.
rate-both-done = ⭐️ Thank you! You both rated: now each sees what the other said.
rate-reply = What would you like to answer?
rate-reply-hint = One answer to each rating, up to 300 characters. Who rated you is told.
rate-replied = ✅ Your answer stands there now.
stars-1 = ★☆☆☆☆
stars-2 = ★★☆☆☆
stars-3 = ★★★☆☆
stars-4 = ★★★★☆
stars-5 = ★★★★★
choice-tag-on-time = 🕐 On time
choice-tag-as-agreed = 👌 As agreed
choice-tag-kind = 😊 Friendly
choice-tag-quick = ⚡️ Answers fast
choice-tag-late = 🐌 Late
choice-tag-not-as-agreed = ❌ Not as agreed
choice-tag-rude = 😠 Unfriendly
choice-tag-hard-to-reach = 📵 Hard to reach
trust-score =
    { $count ->
         [one] ⭐️ { $score } ({ $count } rating)
        *[other] ⭐️ { $score } ({ $count } ratings)
    }
deal-is-rated = 🎉 Done, and the ratings are open. See yours in /profile.
dealt-rate-now = ⭐️ How was it with { $alias }? A rating helps both of you:
dealt-rated = ⭐️ The ratings of your deal with { $alias } are open now:
dealt-replied = ↩️ { $alias } answers what you said of them:
profile-heading = 👤 What others see of you
profile-anonymous = Nobody sees your name or number.
profile-why = 🧮 Why this score: everybody begins with { $weight } ratings of { $mean } stars. Yours that count: { $count }, with { $stars } stars together. ({ $weight } × { $mean } + { $stars }) ÷ ({ $weight } + { $count }) = { $score }
profile-pairs = Of several ratings by the same person within 90 days, the first counts.
profile-nothing = Nobody has rated you yet. Ratings come after a deal.
profile-reply = ↩️ You: { $words }
profile-not-counted = ⚪️ Does not count: the same person rated you less than 90 days before.
