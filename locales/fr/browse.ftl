### Looking for requests of others.

browse-heading = 🔎 Demandes
browse-how = Touchez une demande pour l’ouvrir. Écrivez un mot pour chercher.
browse-nothing = Il n’y a pas de demande pour le moment. Revenez bientôt !
browse-no-match = Rien ne correspond à votre recherche. Essayez avec moins de mots ou de filtres.
button-filters = 🎛 Filtrer
button-back-to-list = ⬅️ Retour à la liste
list-title = { $number }. { $title }
list-open = { $number }. { $title }
list-route = { $from } → { $to }
list-from-anywhere = 🌍 → { $to }
list-meetup = 🤝 { $place }
list-online = 💻 En ligne
list-due = pour le { $date }
list-reward = 💰 { $money }
ask-search-kind = Quel type ?
ask-search-from = D’où ?
ask-search-to = Vers où ?
ask-radius = À quelle distance autour de ces villes ?
hint-radius = Touchez une distance ou écrivez-la, par exemple : 30 km
ask-days = Dans combien de jours au plus ?
hint-days = Touchez un nombre ou écrivez-le, par exemple : 21
ask-words = Quels mots doit-elle contenir ?
hint-words = Par exemple : iphone
filled-radius = ⭕️ { $km } km autour
filled-days =
    { $days ->
         [one] 📅 D’ici { $days } jour
        *[other] 📅 D’ici { $days } jours
    }
filled-words = 🔤 « { $words } »
