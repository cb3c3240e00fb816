### What stands in many places: buttons, dates, amounts, places, kinds.

## Buttons: at most 24 characters

button-menu = 🏠 Menu
button-post = ✍️ Post a request
button-browse = 🔎 See requests
button-chats = 💬 Chats
button-mine = 📋 My requests
button-saved = ⭐️ Saved
button-settings = ⚙️ Settings
button-help = ❓ Help
button-cancel = ✖️ Cancel
button-back = ⬅️ Back
button-keep = Keep it
button-done = ✅ Done
button-next = Next ➡️
button-previous = ⬅️ Previous
button-undo = ↩️ Undo
button-edit = ✏️ Edit
button-save = 💾 Save

## Kinds of request

kind-buy = 🛍 Buy and bring
kind-pickup = 📦 Pick up and bring
kind-service = 💻 Online service

## Sizes of a parcel

size-small = Small (pocket)
size-medium = Medium (backpack)
size-large = Large (suitcase)

## Days

date = { $weekday } { $day } { $month } { $year }
day-first = 1
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Amounts; a space that does not break stands before the currency

money = { $amount }{ "\u00A0" }{ $currency }
money-thousands = ,
money-decimal = .
currency-TND = DT
currency-EUR = €
currency-USD = $
currency-GBP = £
currency-CHF = CHF
currency-CAD = CA$
currency-AED = AED
currency-SAR = SAR
currency-QAR = QAR
currency-DZD = DA
currency-MAD = DH
currency-LYD = LD
currency-TRY = TL

## Places

place-in-country = { $place }, { $country }
place-whole-country = { $country } (all of it)

## Choices under a question

choice-place = { $place }
choice-yes-place = ✅ Yes, { $place }
choice-title = ✅ { $title }
choice-date = { $date }
choice-money = { $money }
choice-number = { $number }
choice-kilos = { $kilos } kg
choice-radius = { $km } km
choice-days =
    { $days ->
         [one] { $days } day
        *[other] { $days } days
    }
choice-yes = Yes
choice-no = No
choice-anywhere = 🌍 Anywhere
choice-one-week = In 1 week
choice-two-weeks = In 2 weeks
choice-one-month = In 1 month
choice-no-date = No date
choice-no-reward = No reward
choice-no-meetup = No meeting place
choice-no-link = No link
choice-no-ceiling = No limit
choice-any-kind = All kinds
choice-any-day = Any date
choice-any-reward = Any reward
choice-no-words = No words
choice-usual-radius = Usual (50 km)
choice-remove = 🗑 Remove
