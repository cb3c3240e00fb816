### The commands of a platform’s menu: a few words each.

command-post = Demander quelque chose
command-browse = Voir les demandes
command-mine = Vos demandes
command-chats = Vos discussions
command-alerts = Être prévenu des demandes
command-trips = Vos voyages
command-settings = Langue et ville
command-help = Comment ça marche
command-cancel = Arrêter ce que vous faites
command-start = Le menu
