### What stands in many places: buttons, dates, amounts, places, kinds.

## Buttons: at most 24 characters

button-menu = 🏠 Menu
button-post = ✍️ Publier une demande
button-browse = 🔎 Voir les demandes
button-chats = 💬 Discussions
button-mine = 📋 Mes demandes
button-saved = ⭐️ Enregistrées
button-settings = ⚙️ Réglages
button-help = ❓ Aide
button-cancel = ✖️ Annuler
button-back = ⬅️ Retour
button-keep = Garder
button-done = ✅ Terminé
button-next = Suivant ➡️
button-previous = ⬅️ Précédent
button-undo = ↩️ Annuler cela
button-edit = ✏️ Modifier
button-save = 💾 Enregistrer

## Kinds of request

kind-buy = 🛍 Acheter et apporter
kind-pickup = 📦 Récupérer et apporter
kind-service = 💻 Service en ligne

## Sizes of a parcel

size-small = Petit (poche)
size-medium = Moyen (sac à dos)
size-large = Grand (valise)

## Days

date = { $weekday } { $day } { $month } { $year }
day-first = 1er
weekday-1 = lun.
weekday-2 = mar.
weekday-3 = mer.
weekday-4 = jeu.
weekday-5 = ven.
weekday-6 = sam.
weekday-7 = dim.
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Amounts; a space that does not break stands before the currency

money = { $amount }{ "\u00A0" }{ $currency }
money-thousands = { "\u202F" }
money-decimal = ,
currency-TND = DT
currency-EUR = €
currency-USD = $
currency-GBP = £
currency-CHF = CHF
currency-CAD = $ CA
currency-AED = AED
currency-SAR = SAR
currency-QAR = QAR
currency-DZD = DA
currency-MAD = DH
currency-LYD = LD
currency-TRY = TL

## Places

place-in-country = { $place }, { $country }
place-whole-country = { $country } (tout le pays)

## Choices under a question

choice-place = { $place }
choice-yes-place = ✅ Oui, { $place }
choice-title = ✅ { $title }
choice-date = { $date }
choice-money = { $money }
choice-number = { $number }
choice-kilos = { $kilos } kg
choice-radius = { $km } km
choice-days =
    { $days ->
         [one] { $days } jour
        *[other] { $days } jours
    }
choice-yes = Oui
choice-no = Non
choice-anywhere = 🌍 N’importe où
choice-one-week = Dans 1 semaine
choice-two-weeks = Dans 2 semaines
choice-one-month = Dans 1 mois
choice-no-date = Pas de date
choice-no-reward = Sans récompense
choice-no-meetup = Sans rencontre
choice-no-link = Pas de lien
choice-no-ceiling = Sans limite
choice-any-kind = Tous les types
choice-any-day = Toutes les dates
choice-any-reward = Toutes récompenses
choice-no-words = Sans mots
choice-usual-radius = Habituel (50 km)
choice-remove = 🗑 Retirer
