### What was wrong, and what would be right.

## An answer that cannot be taken

problem-empty = ⚠️ Je ne vois rien dans ce message. Écrivez quelques mots, s’il vous plaît.
problem-too-long =
    ⚠️ Ce texte a { $length ->
         [one] { $length } caractère
        *[other] { $length } caractères
    }, le maximum est { $most }. Raccourcissez-le, s’il vous plaît.
problem-required = ⚠️ Cette réponse est nécessaire.
problem-place-unknown = ⚠️ Je ne connais pas le lieu « { $text } ». Écrivez une ville, par exemple : Sousse
problem-place-several = Il y a plusieurs lieux appelés « { $text } ». Lequel ?
problem-place-inside = Voulez-vous dire { $place } ? Sinon, écrivez une autre ville.
problem-place-nowhere = ⚠️ Je ne connais pas de ville près de ce point. Écrivez le nom d’une ville.
problem-date-unknown = ⚠️ Je ne comprends pas cette date. Écrivez-la comme 20/12, ou : { $example }
problem-date-no-day = ⚠️ Ce jour n’existe pas. Écrivez le jour puis le mois, par exemple : 20/12
problem-date-past = ⚠️ Le { $date } est passé : nous sommes le { $today }. Choisissez un jour plus tard.
problem-date-far = ⚠️ Le { $date } est trop loin. Choisissez un jour dans les { $days } prochains jours.
problem-amount-unknown = ⚠️ Je ne comprends pas ce montant. Écrivez un nombre avec sa monnaie, par exemple : 15 € ou 50 DT
problem-amount-currency = Dans quelle monnaie ?
problem-amount-negative = ⚠️ Un montant ne peut pas être négatif. Écrivez par exemple : 15 €
problem-amount-large = ⚠️ Ce montant est trop grand. Écrivez-en un plus petit.
problem-amount-zero = ⚠️ Zéro n’est pas un montant. Écrivez par exemple 15 €, ou utilisez le bouton ci-dessous.
problem-quantity = ⚠️ Écrivez un nombre entier de 1 à { $most }.
problem-link = ⚠️ Ce n’est pas une adresse web. Elle commence par https://, ou touchez « Pas de lien ».
problem-weight = ⚠️ Je ne comprends pas ce poids. Écrivez par exemple : 2 kg
problem-weight-range = ⚠️ Un colis pèse de 1 g à { $most } kg.
problem-radius = ⚠️ Écrivez une distance de 1 à { $most } km.
problem-days = ⚠️ Écrivez un nombre de jours de 1 à { $most }, ou deux dates comme 10/12 – 20/12.
problem-window = ⚠️ Le { $first } vient après le { $last }. Écrivez d’abord le premier jour.
problem-words = ⚠️ Écrivez au moins un mot à chercher.
problem-items-full =
    { $most ->
         [one] ⚠️ La liste contient au plus { $most } article. Retirez-le pour en ajouter un autre.
        *[other] ⚠️ La liste contient au plus { $most } articles. Retirez-en un pour en ajouter un autre.
    }
problem-photos-full =
    { $most ->
         [one] ⚠️ Une demande a au plus { $most } photo. Pour la changer, touchez « Modifier », puis « Photos ».
        *[other] ⚠️ Une demande a au plus { $most } photos. Pour en changer, touchez « Modifier », puis « Photos ».
    }
problem-contact = ⚠️ Tout le monde peut lire ceci : n’y mettez ni numéro, ni adresse, ni compte, ni lien vers un profil. Vous pourrez partager vos contacts plus tard, dans la discussion.
problem-photo-expected = ⚠️ Envoyez une photo, ou touchez un bouton ci-dessous.
problem-file-large = ⚠️ Ce fichier est trop lourd : j’accepte les vidéos jusqu’à 50 Mo, mais depuis certaines applications, comme pour tout autre fichier, jusqu’à 20 Mo. Envoyez-en un plus léger, s’il vous plaît.
problem-files-day = ⚠️ Cela fait plus de fichiers que je n’en accepte par personne et par jour. Envoyez celui-ci demain, s’il vous plaît.

## A press or a message that does not fit here

error-old-button = 🕐 Ce bouton vient d’un ancien message. Voici où vous en êtes :
error-bad-button = ⚠️ Je n’ai pas pu lire ce bouton. Utilisez un de ceux-ci :
error-photo-here = 📷 Je ne peux pas utiliser de photo ici. Répondez à la question ci-dessous.
error-location-here = 📍 Je ne peux pas utiliser de position ici. Répondez à la question ci-dessous.
error-unsupported = 🙂 Je comprends le texte, les photos et les positions, mais pas encore ceci.
error-tap-here = 👇 Touchez un des boutons ci-dessous.
error-unknown-command = 🙂 Je ne connais pas encore cette commande. Voici ce que je sais faire :

## What the market does not do

refusal-unknown = ⚠️ Cela n’existe plus.
refusal-off-market = ⚠️ Cette demande n’est plus ouverte. Cherchez-en une autre.
refusal-not-now = ⚠️ Ce n’est plus possible : la demande a changé entre-temps.
refusal-too-many-offers =
    { $most ->
         [one] ⚠️ Vous pouvez avoir { $most } offre en attente de réponse. Retirez-la d’abord, dans « Mes accords ».
        *[other] ⚠️ Vous pouvez avoir { $most } offres en attente de réponse. Retirez-en une d’abord, dans « Mes accords ».
    }
refusal-moved = 🕐 Cela a changé entre-temps. Voici où nous en sommes :
refusal-expired = 🟠 Cette offre a expiré : on ne peut plus rien en faire.
refusal-said = 🙂 C’est déjà dit.
refusal-taken = 🙂 Quelqu’un d’autre a été accepté avant. Merci pour votre offre !
refusal-photo-first = 📷 Envoyez d’abord une photo du colis ouvert dans la discussion. Touchez ensuite ici de nouveau.
refusal-too-early = 🕐 Le jour n’est pas encore venu. Écrivez à l’autre personne dans la discussion.
refusal-too-late = ⚠️ Il est trop tard pour annuler cela.
refusal-too-many-open =
    { $most ->
         [one] ⚠️ Vous pouvez avoir { $most } demande ouverte. Fermez-la d’abord dans « Mes demandes ».
        *[other] ⚠️ Vous pouvez avoir { $most } demandes ouvertes. Fermez-en une d’abord dans « Mes demandes ».
    }
refusal-too-many-alerts =
    { $most ->
         [one] 🔔 Vous avez { $most } alerte, c’est le maximum. Supprimez-la d’abord.
        *[other] 🔔 Vous avez { $most } alertes, c’est le maximum. Supprimez-en une d’abord.
    }
refusal-too-many-trips =
    { $most ->
         [one] ✈️ Vous avez { $most } voyage à venir, c’est le maximum. Annulez-le d’abord.
        *[other] ✈️ Vous avez { $most } voyages à venir, c’est le maximum. Annulez-en un d’abord.
    }
refusal-too-broad = 🔔 Je vous préviendrais de toutes les demandes. Dites d’abord au moins une chose : vers où, quel type ou un mot.
refusal-trip-past = ⚠️ Ce voyage est déjà passé. Choisissez un jour à venir.
refusal-too-many-saved =
    { $most ->
         [one] ⚠️ Vous pouvez garder { $most } demande. Retirez-la d’abord, dans « Enregistrées ».
        *[other] ⚠️ Vous pouvez garder { $most } demandes. Retirez-en une d’abord, dans « Enregistrées ».
    }
refusal-past-due = ⚠️ La date est passée entre-temps. Choisissez-en une nouvelle.
refusal-own = 🙂 C’est votre propre demande : d’autres y répondent.
refusal-demo = 🙂 Cette demande n’est qu’un exemple, on ne peut pas y répondre.
refusal-blocked = 🚫 Vous avez bloqué cette personne. Débloquez-la d’abord.
refusal-reported = 🙏 Vous avez déjà signalé cette discussion. Les modérateurs l’ont reçue.
refusal-ended = Cette discussion est terminée. Ouvrez-en une autre dans « Discussions ».
refusal-full = Beaucoup de messages attendent déjà l’autre personne. Attendez qu’elle les ait lus.
refusal-held = ✋ Je ne l’ai pas envoyé : il contient des coordonnées. Récrivez-le sans elles. Une fois en discussion, vous pourrez décider à deux de partager vos contacts.
refusal-unchecked = ⚠️ Je n’ai pas pu lire assez bien ce message pour le transmettre. Écrivez-le autrement, s’il vous plaît.
refusal-broken = ⚠️ Quelque chose n’a pas marché chez nous, rien n’a été fait. Réessayez, s’il vous plaît.
