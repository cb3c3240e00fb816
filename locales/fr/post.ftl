### Writing a request, and how a request reads.

## Forms

form-post = ✍️ Nouvelle demande
form-edit = ✏️ Modifier votre demande
form-item = 🛒 Un article de la liste
form-search = 🔎 Que cherchez-vous ?
form-home = 🏡 Votre ville
form-answer = 💬 Répondre à cette demande
form-choose-field = Que voulez-vous modifier ?
form-review-post = Tout est bon ? Touchez « Publier ».
form-review-photos =
    { $room ->
         [one] Vous pouvez encore envoyer une photo.
        *[other] Vous pouvez aussi envoyer jusqu’à { $room } photos.
    }
form-review-edit = Tout est bon ? Touchez « Enregistrer ».
form-review-search = Touchez ce que vous voulez préciser, puis « Afficher ».
button-publish = ✅ Publier
button-show = 🔎 Afficher
button-clear-all = 🧹 Tout effacer
button-afresh = 🆕 Recommencer
button-remove-photo = 🗑 Photo { $number }
button-remove-item = 🗑 Retirer le n° { $number }
resume-heading = 📝 Vous avez une demande inachevée :
resume-nothing = Il n’y a pas de demande inachevée.
edit-kept = Vos modifications sont toujours là. Elles ne comptent qu’une fois enregistrées.
post-published = 🎉 Votre demande est publiée ! Je vous préviens dès que quelqu’un répond.
post-photo-added = 📷 Photo { $count } sur { $most } ajoutée.
post-item-added = ✅ Ajouté. Écrivez l’article suivant, ou touchez « Terminé ».

## Questions, each with an example

ask-kind = De quoi avez-vous besoin ?
hint-kind = Touchez un des boutons.
ask-title-buy = Que faut-il acheter ?
hint-title-buy = Par exemple : coque iPhone 15, noire
ask-title-pickup = Que faut-il récupérer ?
hint-title-pickup = Par exemple : un sac de vêtements chez ma tante
ask-title-service = Que faut-il faire ?
hint-title-service = Par exemple : traduire mon diplôme en français
ask-from-buy = Où peut-on l’acheter ?
ask-from-pickup = Où faut-il le récupérer ?
ask-to = Où faut-il l’apporter ?
hint-place = Touchez une ville, écrivez-en une autre ou envoyez une position.
ask-due = Pour quand en avez-vous besoin ?
hint-due = Par exemple : 20/12, vendredi prochain, dans 10 jours
ask-reward = Quelle récompense offrez-vous ?
hint-reward = Par exemple : 15 € ou 50 DT. Vous payez en espèces lors de la rencontre.
hint-reward-service = Par exemple : 15 € ou 50 DT
ask-description = Que faut-il savoir de plus ?
hint-description = Taille, couleur, magasin… jusqu’à 500 caractères.
ask-photos = Envoyez jusqu’à deux photos.
hint-photos = L’une après l’autre, puis touchez « Terminé ».
ask-items = Qu’y a-t-il sur votre liste ?
hint-items = Écrivez un article à la fois, par exemple : vitamine D en gouttes
ask-size = Quelle est sa taille ?
hint-size = Touchez un des boutons.
ask-weight = Combien pèse-t-il ?
hint-weight = Par exemple : 2 kg ou 500 g
ask-fragile = Est-ce fragile ?
hint-fragile = Touchez « Oui » ou « Non ».
ask-meetup = Où souhaitez-vous vous rencontrer ?
ask-name = De quoi s’agit-il ?
hint-name = Par exemple : vitamine D en gouttes
ask-quantity = Combien ?
hint-quantity = Touchez un nombre ou écrivez-le.
ask-link = Y a-t-il un lien ?
hint-link = Par exemple : https://www.shop.com/vitamin
ask-ceiling = Combien cela peut-il coûter au plus ?
hint-ceiling = Par exemple : 30 €
ask-home = Dans quelle ville habitez-vous ?
ask-answer = Écrivez votre message à l’auteur de la demande.
hint-answer = Par exemple : Bonjour, je voyage vendredi et je peux l’apporter.
hint-answer-service = Par exemple : Bonjour, je peux le faire d’ici vendredi.

## What was said, but not for sure

doubt-title = Est-ce bien ce que vous cherchez ? Touchez-le, ou écrivez-le vous-même.
doubt-from = D’où exactement cela vient-il ?
doubt-to = Où exactement faut-il l’apporter ?
doubt-due = Quel jour voulez-vous dire ?
doubt-reward = Quelle récompense offrez-vous ?
doubt-reward-price = { $money }, est-ce ce que vous payez pour le transport ? Si c’est le prix de l’article, touchez « Sans récompense », ou écrivez une récompense.

## Names of the fields, on buttons

label-kind = 🔖 Type
label-title = 📝 Titre
label-from = 🛫 Départ
label-to = 🛬 Arrivée
label-due = 📅 Date
label-reward = 💰 Récompense
label-description = 💡 Détails
label-photos = 🖼 Photos
label-items = 🛒 Liste d’achats
label-size = 📐 Taille
label-weight = ⚖️ Poids
label-fragile = 🥚 Fragile ?
label-meetup = 🤝 Lieu de rencontre
label-name = 🛒 Quoi
label-quantity = 🔢 Combien
label-link = 🔗 Lien
label-ceiling = 💶 Prix maximum
label-radius = ⭕️ Km autour départ
label-reach = 🎯 Km autour arrivée
label-days = 📅 Quand
label-least = 💰 Récompense min.
label-words = 🔤 Mots
label-home = 🏡 Ville
label-message = 💬 Message

## Answers on a card

filled-from = 🛫 De : { $place }
filled-from-none = 🛫 De : n’importe où
filled-to = 🛬 À : { $place }
filled-meetup = 🤝 Rencontre : { $place }
filled-home = 🏡 Ville : { $place }
filled-due = 📅 Pour le { $date }
filled-due-none = 📅 Pas de date
filled-reward = 💰 Récompense : { $money }
filled-reward-none = 💰 Sans récompense
filled-items = 🛒 Liste d’achats :
item-name = • { $name } × { $quantity }
item-ceiling = jusqu’à { $money }
item-link = { $link }
filled-name = 🛒 { $name }
filled-quantity = 🔢 × { $quantity }
filled-link = 🔗 { $link }
filled-ceiling = 💶 Au plus { $money }
filled-size = 📐 Taille : { $size }
filled-kilos = ⚖️ { $kilos } kg
filled-grams = ⚖️ { $grams } g
filled-fragile = 🥚 Fragile
filled-sturdy = 🥚 Pas fragile
filled-photos =
    { $count ->
         [one] 🖼 { $count } photo
        *[other] 🖼 { $count } photos
    }

## A published request

state-draft = 📝 Pas encore publiée
state-open = 🟢 Ouverte jusqu’au { $date }
state-agreed = 🤝 Vous avez trouvé quelqu’un
state-closed = ⚪️ Fermée
state-expired = 🟠 Expirée
state-removed = 🔴 Retirée
state-answers =
    { $count ->
         [one] { $count } réponse
        *[other] { $count } réponses
    }
card-posted = 🕐 Publiée le { $date }
card-off-market = ⚪️ Cette demande n’est plus ouverte.
card-demo = 🙂 C’est un exemple, il n’y a personne derrière.
card-share = 🔗 À partager : { $link }
card-saved = ✅ Enregistré.
card-renewed = 🔁 Prolongée de 30 jours.
card-closed = Votre demande est fermée. Vous pouvez encore annuler pendant { $seconds } secondes.
card-reopened = ✅ Votre demande est de nouveau ouverte.
button-answer = 💬 Répondre
button-answers =
    { $count ->
         [one] 💬 Voir la réponse
        *[other] 💬 Voir les { $count } réponses
    }
button-photos = 🖼 Photos
button-renew = 🔁 Prolonger
button-close = 🔒 Fermer
button-repost = 🔄 Republier
button-back-to-mine = ⬅️ Mes demandes
mine-heading = 📋 Vos demandes
mine-nothing = Vous n’avez pas encore de demande. Publiez la première !
