### The commands of a platform’s menu: a few words each.

command-post = Demander quelque chose
command-browse = Voir les demandes
command-mine = Vos demandes
command-saved = Demandes enregistrées
command-chats = Vos discussions
command-alerts = Être prévenu des demandes
command-trips = Vos voyages
command-offers = Ce que l’on propose d’apporter
command-deals = Vos offres et vos accords
command-profile = Ce que les autres voient de vous
command-settings = Langue et ville
command-help = Comment ça marche
command-cancel = Arrêter ce que vous faites
command-start = Le menu
