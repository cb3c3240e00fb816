# Les pages du chat sur le web.
web-name = Nwassik Store
web-tagline = Demandez. Quelqu’un vous l’apporte.
web-description = Dites ce qu’il vous faut. Des voyageurs ou des gens près de chez vous le trouvent et vous l’apportent. Vous payez quand vous l’avez en main.
web-language-name = Français
web-languages = Langue
web-back-to-chat = Revenir au chat

# La page d’accueil.
web-landing-title = Nwassik Store · Demandez. Quelqu’un vous l’apporte.
web-skip-to-button = Aller au bouton du chat
web-hero-title = Demandez. Quelqu’un vous l’apporte.
web-hero-lead = Dites ce qu’il vous faut, du magasin du coin ou d’un autre pays. Des gens qui font déjà le trajet vous répondent, et vous vous mettez d’accord dans le chat.
web-open-chat = Ouvrir le chat
web-hero-aside = Gratuit et sans compte. Vous payez en espèces à la rencontre.
web-how-title = Comment ça marche
web-step-one-title = Dites ce qu’il vous faut
web-step-one-text = Dites au chat ce que c’est, d’où cela vient et où cela va. Votre demande s’affiche sur une carte et vous la publiez d’un geste.
web-step-two-title = Choisissez qui l’apporte
web-step-two-text = On vous répond ici. Personne ne voit le nom ni le numéro de l’autre.
web-step-three-title = Rencontrez-vous, payez en espèces
web-step-three-text = Vous recevez ce que vous avez demandé, l’autre reçoit ce que vous avez convenu.
web-sample = Un exemple de chat
web-sample-need = Chaussures de course, taille 42
web-sample-card = De Paris à Tunis, avant le 20 décembre, récompense 20 €. Tout est bon ?
web-sample-publish = Publier
web-sample-change = Modifier
web-sample-answer = 🐱 Chat a répondu : je prends l’avion pour Tunis le 18 et je peux les apporter.
web-landing-foot = Votre nom et votre numéro restent à vous tant que vous ne les partagez pas.
web-places = Noms de lieux : GeoNames (CC BY 4.0)

# Le chat.
web-chat-title = Chat · Nwassik Store
web-skip = Aller au champ de message
web-messages = Messages
web-waiting = Un instant, j’arrive …
web-you = Vous
web-your-message = Votre message
web-send = Envoyer
web-send-file = Envoyer un fichier
web-picture = Photo, s’ouvre en grand
web-video = Vidéo
web-sound = Son
web-menu = Ce que je sais faire
web-in-reply = En réponse à un message précédent
web-second-person = Ouvrir une deuxième personne
web-newest = Dernier message
web-sending = Envoi …
web-not-sent = Non envoyé.
web-not-sent-retrying = Pas encore envoyé, nouvel essai …
web-send-again = Renvoyer
web-offline = Pas de connexion. Je réessaie, rien n’est perdu.
web-actions = Que faire de ce message
web-reactions = Réagir
web-reaction = Sa réaction
web-unreact = Retirer votre réaction
web-reply = Répondre
web-edit = Modifier
web-copy = Copier
web-take-back = Retirer
web-cancel = Annuler
web-replying = En réponse à
web-editing = Vous modifiez votre message
web-edited = modifié
web-taken-back = Vous avez retiré ce message.
web-a-picture = Photo

# Ce qui peut clocher.
web-problem-cross-site = Cela venait d’un autre site, rien n’a donc été fait. Faites-le ici, dans le chat.
web-problem-new-visitor = Votre chat n’était pas encore ouvert. Il l’est maintenant : réessayez une fois.
web-problem-malformed = Cela n’a pas pu être lu. Revenez au chat et réessayez.
web-problem-empty = Il n’y a encore rien dedans. Écrivez d’abord quelque chose.
web-problem-long-text = C’est trop long. Envoyez-le en messages plus courts.
web-problem-large-file = Ce fichier est trop lourd. Une vidéo peut faire jusqu’à 50 Mo, tout autre fichier jusqu’à 20 Mo.
web-problem-not-found = Il n’y a rien ici. Ce que vous cherchez a peut-être été retiré.
web-problem-unavailable = L’envoi n’a pas marché pour l’instant. Réessayez dans un moment.

# Le chat dans un terminal.
terminal-hello = Vous êtes dans le chat. Écrivez une ligne puis Entrée. Un numéro appuie sur ce bouton, /photo FICHIER envoie une photo, Ctrl-D pour quitter.
terminal-number-as-text = Pour dire un nombre au lieu d’appuyer sur un bouton, mettez une barre oblique inversée devant : \1
terminal-you = Vous
terminal-bot = Nwassik
terminal-changed = modifié
terminal-picture = Photo
terminal-offline = Pas de connexion. Je réessaie, rien n’est perdu.
terminal-online = De nouveau en ligne.
terminal-no-such-file = Ce fichier ne peut pas être lu. Donnez le chemin d’une photo.
terminal-goodbye = Au revoir.
terminal-nothing-there = Personne ne répond à cette adresse. Lancez le serveur dans un autre terminal avec « nwassik serve », puis réessayez :
terminal-bad-person = Le nom d’une personne a 1 à 32 lettres, chiffres, - et _. Par exemple : --person amira
terminal-bad-address = Ce n’est pas l’adresse d’un serveur. Elle doit ressembler à ceci : http://127.0.0.1:8080
terminal-seat-file = Le fichier qui retient qui vous êtes ne peut pas être lu ou écrit :
