### Looking for requests of others.

browse-heading = 🔎 Demandes
browse-how = Touchez une demande pour l’ouvrir. Écrivez un mot pour chercher.
browse-nothing = Il n’y a pas de demande pour le moment. Revenez bientôt !
browse-no-match = Rien ne correspond à votre recherche. Essayez avec moins de mots ou de filtres.
browse-instead = 🙂 Rien ne contient exactement ces mots. Voici le plus proche :
button-filters = 🎛 Filtrer
button-unset = ✖️ { $what }
sort-newest = ↕️ Plus récentes
sort-soonest = ↕️ Plus urgentes
sort-nearest = ↕️ Plus proches
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
ask-radius = À quelle distance autour de la ville de départ ?
ask-reach = À quelle distance autour de la ville d’arrivée ?
hint-radius = Touchez une distance ou écrivez-la, par exemple : 30 km
ask-days = Pour quand ?
hint-days = Touchez un nombre de jours, ou écrivez deux dates, par exemple : 10/12 – 20/12
ask-least = Quelle récompense au minimum ?
hint-least = Par exemple : 15 € ou 50 DT. Seules les récompenses dans cette monnaie s’affichent.
ask-words = Quels mots doit-elle contenir ?
hint-words = Par exemple : iphone
filled-radius = ⭕️ { $km } km autour
filled-window = 📅 Entre le { $first } et le { $last }
filled-least = 💰 { $money } ou plus
filled-days =
    { $days ->
         [one] 📅 D’ici { $days } jour
        *[other] 📅 D’ici { $days } jours
    }
filled-words = 🔤 « { $words } »

## Saving, others like it, sharing

saved-heading = ⭐️ Demandes enregistrées
saved-nothing = Vous n’avez encore enregistré aucune demande. Ouvrez-en une et touchez « Enregistrer ».
similar-heading = 🔁 Demandes similaires
similar-nothing = Rien de semblable pour le moment. Revenez bientôt !
button-keep-request = ⭐️ Enregistrer
button-unsave = ✖️ Ne plus garder
button-similar = 🔁 Demandes similaires
button-share = 🔗 Partager
button-back-to-saved = ⬅️ Enregistrées
button-back-to-request = ⬅️ Retour à la demande
card-starred = ⭐️ C’est enregistré. Vous la retrouvez sous « Enregistrées ».
card-unstarred = ✅ Elle n’est plus parmi vos demandes enregistrées.
share-here = 🔗 S’ouvre ici : { $link }
share-web = 🌐 S’ouvre dans tout navigateur : { $link }
article-link = 👉 La voir et y répondre : { $link }
