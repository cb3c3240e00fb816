//! The words around a request, in English, French, Arabic and Tunisian in Latin letters.
//!
//! Spelt as `fold` leaves them, after an apostrophe that stays with its letter (`d'`, `j'`). A phrase may
//! mean several things: what it means is decided where it stands.

use std::{collections::HashMap, sync::LazyLock};

/// How many words the longest phrase has.
pub(super) const LONGEST: usize = 4;

/// What a phrase can mean: any of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Meaning(u64);

impl Meaning {
    pub(super) const fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

macro_rules! meanings {
    ($($(#[$doc:meta])* $name:ident = $bit:literal: $($words:literal)+;)*) => {
        $($(#[$doc])* pub(super) const $name: Meaning = Meaning(1 << $bit);)*
        const TABLE: &[(Meaning, &[&str])] = &[$(($name, &[$($words),+])),*];
    };
}

meanings! {
    /// To need, to look for: what is wanted follows.
    WANT = 0:
        "lawej | lawej 3la | t3allemni | in need of | i'm after | hoping to get | would love | i'd love | i would like | i'd like to have | wish | require | need | needs | needed | searching | wants | could use | could use a hand | i need | want | wanted | i want | i d like | i'd like | would like | looking for | \
         look for | searching for | in search of | lf | after | get me | get"
        "j'aimerais | je souhaiterais | souhaiterais | je voudrais | je voudrais avoir | j'aimerais avoir | je suis a la recherche de | a la recherche de | a la recherche d' | aurais besoin de | aurais besoin d' | j'aurais besoin de | j'aurais besoin d' | a besoin de | a besoin d' | preneur de | preneur d' | \
         je suis preneur d' | je suis preneur de | manque | il me manque | me manque | on cherche | nous cherchons | besoin que quelqu'un | besoin qu'on | besoin | besoin de | besoin d' | j'ai besoin | cherche | je cherche | recherche | je recherche | \
         jcherche | je veux | veux | voudrais | aimerais | faut | il me faut | me faut | il faut | faudrait | \
         il me faudrait | je souhaite | souhaite | avoir"
        "ya3mlli | ya3melli | n7eb | t7eb | y7eb | theb | yheb | nhebkom | n7ebkom | ye7taj | te7taj | ne7taj | n7taj | nheb | n7ib | nhib | nhebb | 7ajti | hajti | 7ajti b | 7achti | 7achti b | hachti | \
         nlawej | nlawej 3la | nlawwej | nlawwej 3la | nlewej | lezemni | lazemni | yelzemni | nestanna f | t7adherli | t7adher l | t7adhir"
        "ارغب في | اود | ارجو | اود شراء | احتاج الي | محتاج الي | اريد | نريد | تحتاج | يحتاج | نحتاج | تحب | يحب | تريد | يريد | نبحث | نبحث عن | يبحث عن | تبحث عن | نحب | احتاج | محتاج | محتاجه | ابحث | ابحث عن | نلوج | نلوج علي | نلوج ع | حاجتي | حاجتي ب | \
         المطلوب | مطلوب | عاوز | عايز | ابغي | لازمني | بدي";
    /// To buy.
    BUY = 1:
        "buy | buying | purchase | bought | acheter | achete | achetee | achat | achetez | \
         nechri | nachri | yechri | techri | chra | yechrili | techrili | شراء | نشري | اشتري | يشتري | نشريها | شري";
    /// To bring, whatever it is.
    BRING = 2:
        "bring | bring back | bring me | bringing | brings | brings it | bring it | bringing | deliver | delivered | take | take it | \
         deliver it | bring them | carry it | get it"
        "ramener | ramene | ramenez | ramene moi | ramenez moi | a ramener | apporter | apporte | rapporter | \
         livrer | amener | amene | porter | ramener moi | le livrer | le ramener | l'apporter | a livrer | \
         rapporte | prendre"
        "hat | hatli | hat m3ak | hatouli | jib m3ak | yjib | tjibouli | tjiboli | tjiblna | lelli yjibli | elli yjib | yjibli | yjibou | jibli | jibouli | jiboli | tjibli | tji | tjib | yjibhouli | yjibha | yjibhali | \
         jib | njib | jibli m3ak | jibouli m3akom | yjiblna | elli yjibli | yousselli | ywasel | toussel | lazem toussel"
        "يجلب | تجيبولي | تجيبلي | تجيبوا لي | يجيبولي | للي يجيبلي | اللي يجيبلي | لمن يجلب لي | تجلبوا لي | يجلب لي | جلب | احضار | يحضر | يحضر لي | ان يحضر لي | يجيبلي | يجيب لي | جيبلي | جيبولي | جيبلي معاك | \
         جيبولي معاكم | يجيب | يجيبه | توصيلها | توصيله | وتوصيلها | وتوصيله | توصيل | وتسليمها | لازم يوصل | لازم توصل | يوصل | توصل";
    /// To send or fetch what is there already.
    SEND = 3:
        "carry | carry my | send | sending | sent | ship | shipping | pick up | pickup | picking up | collect | fetch | transport | \
         hand over"
        "emmener | a emmener | l'emmener | deposer | depose | transport d' | transport de | prenne | recupere pour moi | de la place pour | place pour | envoyer | envoi | envoie | envoye | envoyee | a envoyer | recuperer | recup | recupere | transporter | \
         expedier | a recuperer | remettre | a remettre | chercher | aller chercher | rapporter"
        "nba3thou | nba3thha | nba3eth | nersel | nersil | tab3athli | tab3athly | yab3athli | nwaslou | nwasalha | nwasel | place l | 3andek place l | nab3ath | nab3eth | neb3eth | neb3ath | nba3ath | nab3ethou | yhezli | yhezhouli | yhezou | yhezha | yhez | \
         nrajja3 | rajja3 | yrajja3li | nest7a9hom | nest7a9ha | thezli | nhez | thez | amena | amana"
        "ارسال | تبعثلي | يبعثلي | تبعث | ترسل لي | يرسل لي | نبعث | نرسل | ارسل | بعث | ابعث | استلام | يهزلي | نقل | تسليم | يهز | شحن";
    /// It was left somewhere.
    LEFT = 4:
        "i bought | i have bought | i already bought | forgot | i forgot | i left | he left | she left | we left | left my | left his | left her | left behind | left at | left in | was left | forgotten | lost | j'ai achete | j'ai deja achete | oublie | j'ai oublie | laisse | j'ai laisse | \
         reste | restes | restee | restees | nsit | nsa | nset | nsitha | nsitou | b9at | b9a | b9aou | khallit | 5allit | \
         اشتريت | نسيت | نسي | نسيتها | ترك | تركت | بقي | بقات | خليت";
    /// A thing that is sent, not bought, where nobody says that it is bought.
    PARCEL = 5:
        "letter | letters | order | parcel | package | suitcase | luggage | envelope | envelope with papers | documents | document | papers | \
         passport | keys | my keys | paperwork"
        "lettre | commande | colis | paquet | valise | bagage | bagages | enveloppe | pli | document | papiers | passeport | cles | \
         carte grise | carte d'identite | permis | dossier | dossier medical | double de cle | carton de medicaments | \
         cle de voiture | cles de voiture | affaires"
        "rissala | resala | commande | wra9 | wra9i | awra9 | mfate7 | meftah | passeport | bagaj | caba | bitaqa | koli | dossier medical"
        "رساله | طلبيه | طرد | كوليس | باكو | حقيبه | شنطه | وثائق | وثايق | اوراق | جواز | جواز سفر | جواز سفري | مفاتيح | \
         ظرف | ملف | ملف طبي | امانه | اوراق اقامه | باليزه | فاليز";
    /// Work that is done online.
    SERVICE = 6:
        "create | make me | make a | remove the | removing | consultation | coaching | illustration | translate | translating | translation | book a flight | book a hotel | reservation | proofread | proofreading | edit | editing | design | logo | website | web site | \
         site web | wordpress | subtitle | subtitles | tutoring | tutor | lessons | lesson | private lessons | \
         maths lessons | cv | resume | voice over | excel | record | fix my | write my | app | coding | program | \
         book an appointment | appointment | fill in | call the | homework | essay | thesis"
        "transcrire | mise en page | reserver | reservation | traduction | traduire | corriger | correction | creer un site | creation | site vitrine | cours | cours de | \
         montage | retouche | redaction | rediger | devoir | memoire | voix off | rdv visa | rdv tls | rdv consulat | rdv prefecture | prise de rendez vous | prise de rdv | \
         programmer | developpeur | developper | declarer | lettre de motivation | conseil | consultation | coaching | illustration | illustrations | graphiste | dessin | prof | professeur | \
         soutien | expose | site internet | relecture | appli | transcription | faire un cv"
        "na7i | consultation | tarjma | tarjmet | tarjem | ytarjem | logo | montage | correction | y9arri | \
         dessin | ysala7 | cours | bot | bot discord"
        "تفريغ | استشاره | درس | ترجمه | حجز | تنسيق | تصميم | شعار | موقع | دروس | دروس خصوصيه | مونتاج | كتابه | مراجعه | يراجع | برمجه | تعليق صوتي | موعد | \
         احجزلي | اصلاح موقع | سيره ذاتيه | رساله تحفيز | تصحيح | تدقيق | اعداد";
    /// Says nothing of what is wanted, wherever it stands.
    FILLER = 7:
        "please | pls | plz | thanks | thank you | thx | hello | hey | urgent | urgently | very urgent | asap | lol | \
         if possible | flexible on dates | preferably | ideally | if you can | many thanks | cheers | thank u | ty | anybody | is there anyone | is anyone | anyone who | somebody who | dm me | inbox me | pm me | let me know | no rush | cash | in cash | happy to | hi all | guys | can you guys | would anyone mind | whoever travels | who travels | for me | anyone mind | \
         sealed box | heavy | fragile | very light | someone | somebody | anyone | can anyone | \
         can someone | could somebody | could someone | could you | can somebody | who can | who could | does anyone | does anyone travel | anyone flying | \
         anyone coming | anyone travel | anyone travelling | anyone around | someone going | someone coming | i'll | i will | to who | \
         my brother | my friend | my cousin | my sister | help me | someone to | somebody to | by boat or plane | and bring it | \
         and take it | and bring | i'm | i am | anyone going | someone from | someone who | kids only | someone travelling"
        "si possible | cordialement | bonne journee | bonne soiree | y a t il quelqu'un | y a-t-il quelqu'un | est ce que quelqu'un | est-ce que quelqu'un | quelqu'un qui | des que possible | en mp | mp | inbox | je suis interesse | les amis | a tous | coucou les amis | pas presse | pas pressee | rien ne presse | en main propre | tt de suite | tout de suite | de suite | bientot | quelqu'un fait | \
         svp | stp | s'il vous plait | s'il te plait | s il vous plait | merci | merci d'avance | bonjour | bonsoir | \
         salut | slt | bjr | bsr | slm | cc | coucou | le plus vite possible | au plus vite | rapidement | quelqu'un | \
         quelqu'un peut | qqn | qq1 | qui peut | quelqu'un pour | une personne | voyageur | qui rentre | qui voyage | qui va | allant | \
         je rembourse | d'avance | en urgence | tres urgent | besoin urgent | pour me | et le | et me | merci beaucoup | \
         pour transporter | a qui | le prix | plus le prix | je peux | je peux avoir | personne allant | aide pour | aide | qui me"
        "ya5i | rabbi y5allik | rabbi ykhalik | yar7em weldik | yar7em waldik | y3aychek | nchallah | nchalla | inchallah | in sha allah | ena mosta3jel | fisa3 | fisa3 fisa3 | ya nes | mouch mazroub | ma na3melch mzeya | brabbi | bellehi | 3aychek | aychek | ya jme3a | jme3a | khouya | salem | salem chbeb | chbeb | aslema | \
         aaslema | 3aslema | ahla | 3ajel | wallah | wlh | chkoun | chkoun jey | chkoun jay | famma chkoun | \
         fama chkoun | famech chkoun | ken famma chkoun | mrawa7 | mrawwa7 | rawa7 | ynajem | nnajem | najem | 9adech | kifeh | \
         kifach | w na3ti | lel voyageur | mawjoud | m3ak | m3akom | s7abi | 3andou place | fi valise | fi a9reb wa9t | a9reb wa9t | \
         mouch 7aja kbira | ma3andich z7am | ma3andich z7am f wa9t | na9sa7 | 3andou | 9adech tji | lel musafer"
        "جزاكم الله خيرا | ان شاء الله | هل يوجد من | هل يوجد شخص | هل يمكن لاحد | هل يستطيع احد | من لديه | بالتوفيق | وشكرا | مع الشكر | باسرع وقت | في اسرع وقت | بارك الله فيكم | بارك الله فيك | لو تكرمتم | لو تكرمت | هل من مسافر | من فضلك | من فضلكم | شكرا | مرحبا | السلام عليكم | سلام | عاجل | مستعجل | في اقرب وقت | شكون | شكون جاي | \
         من يستطيع | من يستطيع ان | من يقدر | عن شخص | علي شكون | عن من | لا يهم اللون | لو سمحت | لو سمحتم | يعيشك | بربي | بالله | معاكم | معاك | \
         اذا ممكن";
    /// Says nothing at the beginning or the end of a thing, and may belong to it inside.
    WEAK = 31:
        "it | them | me | i | you | is | are | has | have | that | this | very | about | around | weighs | weighing | will | who | can | could | \
         going | coming | due | of | on | for | with | there | to bring | we | he | she | his | her | would | like | flexible | waiting | someone's | \
         delivered | light | hi | per hour | an hour"
        "je | j' | j'ai | moi | me | m' | le | les | il | elle | est | sont | et | dispo | disponible | possible | absolument | vraiment | a | pour | la | ce | \
         cette | qui | peut | vite | personne | vient | rentre | va | aussi | on | y | en | par | sur"
        "famma | fama | ken | 3andi | jey | jay | elli | barcha | ena | enti | lazem | barka | tawa | mta3i | b | bel | had"
        "جاي | ممكن | شخص | من | لي | ان | لازم | انا | عندي | مكافاه | ب | يمكن | هل | بـ";
    /// Small talk: with nothing else it is no request.
    CHAT = 8:
        "hello | hi | hey | everyone | how | how does | what | why | when | ok | okay | yes | no | thanks | thank | lot | works | \
         work | this | bot | you | call | land | available | nice | good | cool | test | bye | morning | my phone | my number"
        "bonjour | salut | bonsoir | merci | beaucoup | comment | quoi | c'est | c' | oui | non | ca | ca marche | marche | \
         vous | etes | la | dispo | est ce que | truc | suis | d'accord | daccord | numero | mon numero"
        "aslema | ahla | salem | chnowa | chnoua | hedha | hedhi | kifech | kifach | labes | 3lik | khouya | ey | behi | \
         3aychek | barcha | te5dem | l app | app | nemchi | numrou | winek | mta3i | 3andek"
        "مرحبا | اهلا | سلام | السلام | عليكم | السلام عليكم | كيف | ما | هذا | ماهذا | شكرا | جزيلا | نعم | لا | صباح | الخير | \
         مساء | يعمل | باهي | رقمي | شنوه | وينك | لاباس";
    /// Before a place where it comes from.
    FROM = 9:
        "out of | from | from: | coming from | depuis | de | d' | du | des | au depart de | depart | provenance | origine | en provenance de | \
         de chez | achete a | achetee a | men | mn | mel | mil | mine | من | من عند | انطلاقا من | aeroport de | l'aeroport de";
    /// Before a place that it goes to.
    TO = 10:
        "to | into | towards | for | vers | pour | jusqu'a | direction | destination | retour a | livraison | livraison a | livre a | \
         a livrer a | delivered to | deliver to | delivery to | l | lel | li | ila | le | الي | ل | نحو | حتي | a";
    /// Before a place, for whichever reason.
    AT = 11:
        "in | at | en | au | aux | fi | f | fel | في | ب | near | around | a | autour de | proche de | cote";
    /// A place behind it is where the thing is.
    THERE = 12:
        "at | chez | 3and | عند | من عند | acheter | buy | achete | achetee | achat | recuperer | recup | pick up | collect | \
         chercher | oublie | forgot | left | laisse | nsit | نسيت | sont | restes | restee | reste | b9at | b9a | waiting | \
         commande | est | is | repair | hotel | wra9i | dispo | travelling | bloque";
    /// A place behind it is where the person is.
    HERE = 13:
        "retour | livrer | le livrer | livraison | a ramener | a envoyer | envoyer | a livrer | a remettre | remettre | send | expedier | rapporter | amener | deliver | delivered | je suis | suis | habite | j'habite | vis | je vis | i live | live | \
         i'm | i am | ena | انا | ramener | le ramener | apporter | l'apporter | bring | bring it | bring them | take it | \
         n7ebhom | nest7a9hom | nest7a9ha | اريدها | اريده | veux | les veux | je les veux | toussel | توصل | يوصل | ena men | \
         je les";
    /// Before a sum that the thing may cost at most.
    AT_MOST = 14:
        "max | maximum | max price | price max | max budget | budget | budget max | price limit | limit | up to | no more than | \
         not more than | less than | under | below | at most"
        "prix max | prix maximum | plafond | pas plus de | a moins de | moins de | jusqu'a | maximum de"
        "moch akther men | mouch akther men | akther | akthar 7aja | ma yfoutch | mayfoutch | ma yfoutech"
        "السعر الاقصي | الميزانيه | ميزانيه | لا يتجاوز | لا تتجاوز | ما يفوتش | مايفوتش | اقصي | اقل من | بحد اقصي";
    /// Behind such a sum.
    MOST_BEHIND = 15:
        "max | maximum | au max | au maximum | tops | at most | at the most | grand max | كحد اقصي | علي الاكثر";
    /// Before a sum that is offered.
    REWARD = 16:
        "reward | reward of | tip | pay | i pay | i'll pay | will pay | will pay you | pay you | offer | i offer | give | i give | i'll give | \
         will give | will tip | fee"
        "recompense | pourboire | commission | je donne | donne | je paie | je paye | paie | paye | j'offre | offre | je propose | \
         propose | contre | je rembourse | remuneration"
        "na3ti | na3tih | nkhales | n5ales | nkhalles | n5alles | nzid | nzidek | nzidou | w na3ti | commission | 7asba | nafa9a"
        "المكافاه | مكافاه | والمكافاه | نعطي | نعطيه | ونعطيه | نعطيك | نزيدك | نزيد | العموله | والعموله | عموله | بمكافاه | ادفع | ندفع | نخلص";
    /// Behind such a sum.
    REWARD_BEHIND = 17:
        "for you | reward | tip | for the trip | for the traveller | for the traveler | for who | for whoever | to who | to whoever | \
         pour vous | pour toi | pour le voyageur | de recompense | de pourboire | de commission | le transport | pour le transport | \
         pour la peine | a qui | lik | ليك | لك | lel musafer | lel voyageur | lel yjibou | l elli yjibli | lel yjib | commission | مكافاه | \
         pour le service | recompense | pourboire";
    /// A price, said of the thing itself.
    PRICE = 18:
        "costs | cost | price | worth | coute | prix | vaut | valeur | soumou | soum | السعر | ثمنه | سعره | ثمن";
    /// Or.
    OR = 19: "or | ou | ou bien | wela | wella | walla | wala | او";
    /// And: more follows.
    AND = 20: "and | et | w | و | + | &";
    /// Goes before a thing and says nothing.
    ARTICLE = 21:
        "a | an | the | some | one | un | une | des | du | de la | de l' | de | d' | le | la | les | l' | el | de mon | \
         of | ce | cet | my dad's | my mom's | my mum's | my mother's | my father's | my son's | my daughter's | my sister's | my wife's | my husband's | cette | son | sa | ses | leur | leurs | his | her | their";
    /// Somebody's own.
    OWN = 22: "my | our | mon | ma | mes | notre | nos | my grandmother's | my brother's";
    /// What is behind it is no part of the thing any more.
    STOP = 23:
        "from | from the | depuis | for my | to my | from my | for me | in an envelope | for our | pour notre | pour nous | pour moi | a mon | a ma | for the son | pour mon | pour ma | pour mes | pr ma | pr mon | pr mes | chez | at | est en | est a | est chez | 3and | عند | من عند | l weldi | l benti | \
         lel wled | l bent | l wledi | lebni | لابني | لابنتي | which | that is | is at | is | are | sont | reste | restes | restees | qui | commande | \
         achete | achetee | who | where | ici | b9at | b9a | mta3i | elli | fih | fiha | لازم | نشريها | لا يهم | en 1 semaine | envoye | envoyee | a ramener | \
         a recuperer | a envoyer | a livrer | a remettre | waiting | and bring | and take | and bring it | and deliver | et le | et me | et l' | et les | w na3ti | \
         ref | by boat | direction | lel | lazem | chkoun | destination";
    /// A small parcel.
    SMALL = 24: "small | little | tiny | petit | petite | petits | sghir | sghira | sgheyer | صغير | صغيره";
    /// A large one.
    LARGE = 25:
        "big | large | huge | gros | grosse | grand | grande | grand format | kbir | kbira | كبير | كبيره";
    /// Counts a thing behind its name.
    COUNTER = 26:
        "boxes | box | tins | tin | jars | jar | bottles | bottle | packs | pack | cans | pieces | pcs | units | boite | boites | flacon | flacons | \
         bouteille | bouteilles | tubes | paquets | sachets | exemplaires | pots | علب | قطع";
    /// A language, which is no place.
    COLOUR = 27:
        "black | white | red | blue | couleur | noir | blanc | rouge | bleu | color | colour";
    /// A day that everybody knows, and the calendar does not.
    FEAST = 28:
        "eid | the eid | new year | new years | ramadan | rentree | la rentree | aid | l'aid | l' aid | nouvel an | le nouvel an | reveillon | le reveillon | \
         el 3id | 3id | ras el 3am | rass el 3am | romdhan | العيد | راس السنه | رمضان | العوده المدرسيه";
    /// Before a day.
    BY = 29:
        "by | before | until | till | b4 | due | deadline | avant | d'ici | jusqu'au | jusqu'a | 9bal | 9bel | qbal | qbel | kbal | قبل | pour | for | au plus tard | \
         no later than | within | l 9bal";
    /// Somebody of the family, who needs a thing or left it.
    KIN = 32:
        "my sister | my brother | my mother | my mom | my mum | my dad | my father | my wife | my husband | my son | my daughter | my friend | my cousin | \
         my aunt | my uncle | my grandmother | my grandfather"
        "ma mere | mon pere | mon frere | ma soeur | ma femme | mon mari | mon fils | ma fille | ma tante | mon oncle | mon ami | mon cousin | ma cousine | \
         ma grand mere"
        "omi | baba | 5ouya | khouya | okhti | o5ti | weldi | benti | mrati | rajli | 3ammi | 5ali | khalti | 5alti"
        "امي | ابي | اخي | اختي | زوجتي | زوجي | ابني | ابنتي | خالتي | عمتي | خالي | عمي | صديقي | صاحبي | ماما | بابا";
    /// Stands in sentences and not in the names of things.
    SENTENCE = 33:
        "i | you | we | they | he | she | me | my | your | our | us | them | that | is | are | was | have | has | had | can | could | would | will | to my | \
         whoever | because | so | but | if | when | while | use | want | going"
        "je | tu | il | elle | nous | vous | ils | me | te | qui | que | qu' | suis | est | sont | ai | as | avez | aurait | aurais | peut | pourrait | mais | \
         parce | mon | ma | mes | quand | si | fait | prenne"
        "ena | enti | 7na | howa | hiya | 3andi | 3andek | 3andou | elli | bech | ken | kan | ama | 5ater | khater | kif"
        "انا | انت | هو | هي | هل | الذي | التي | اللي | ان | اذا | عندي | لكن | لان | كي";
    /// From afar.
    ONLINE = 35: "online | remote | remotely | en ligne | a distance | visio | en visio | عن بعد | اونلاين";
    /// Asks how something is.
    QUESTION = 34:
        "how | what | why | comment | pourquoi | quoi | kifech | kifach | chnowa | chnoua | 3lech | كيف | لماذا | ما هذا | شنوه | علاش";
    /// Comes before a thing by heading a list of what the thing is for.
    KIND_OF = 30: "order | order number | commande | commande numero";
}

static MEANINGS: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let mut all: HashMap<&'static str, Meaning> = HashMap::new();
    for (meaning, lists) in TABLE {
        for phrase in lists.iter().flat_map(|list| list.split(" | ")) {
            let known = all.entry(phrase).or_default();
            *known = known.or(*meaning);
        }
    }
    all
});

/// What a phrase can mean.
pub(super) fn meaning(phrase: &str) -> Meaning {
    MEANINGS.get(phrase).copied().unwrap_or_default()
}

/// How many a word says: a number in words, from one to twelve.
pub(super) fn count(word: &str) -> Option<u8> {
    NUMBERS.iter().find(|(_, words)| words.split(' ').any(|other| other == word)).map(|(count, _)| *count)
}

const NUMBERS: [(u8, &str); 11] = [
    (1, "one un une wa7ed wa7da واحد واحده"),
    (2, "two deux zouz 2 زوز اثنان couple"),
    (3, "three trois thletha tletha ثلاث ثلاثه"),
    (4, "four quatre arb3a اربع اربعه"),
    (5, "five cinq 5amsa khamsa خمس خمسه"),
    (6, "six setta ست سته"),
    (7, "seven sept sab3a سبع سبعه"),
    (8, "eight huit thmenya ثماني ثمانيه"),
    (9, "nine neuf tes3a تسع تسعه"),
    (10, "ten dix 3achra عشر عشره"),
    (12, "twelve douze douzaine dozen"),
];
