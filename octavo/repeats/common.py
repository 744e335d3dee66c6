"""The words that carry grammar rather than matter, and the commonest others, by language.

Written for Octavo, from general knowledge; not taken from any list.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "en": """a about after again against all almost already also although always am among an
    and another any are as at away back be became because become been before being between both
    but by came can could did do does done down during each either enough even ever every few
    first for from get give go good great had has have he her here him himself his how however
    i if in indeed into is it its itself just know last later least less like long made make
    man many may me men might more most much must my never new next no nor not nothing now of
    off often old on once one only or other others our out over own part perhaps quite rather
    said same say see seem she should since so some still such take than that the their them
    themselves then there therefore these they thing things this those though three through
    thus time to too two under until up upon us use used very was way we well were what when
    where whether which while who whole whom whose why will with within without would year
    years yet you your""",
    "de": """aber alle allem allen aller alles als also am an andere anderen anderer auch auf
    aus bei beiden beim bereits bis damit danach dann daran darauf daraus das dass davon dazu
    dem den denen denn der deren des dessen deshalb die dies diese diesem diesen dieser dieses
    doch dort durch eben ein eine einem einen einer eines einige einmal er erst es etwa etwas
    euch für gab ganz gar gegen gewesen haben habe hat hatte hatten hätte hier hin hinter ich
    ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist jede jedem jeden jeder
    jedes jedoch jene jetzt kann kein keine keinen können konnte konnten kam lassen machen
    machte man mehr mein mit möglich muss müssen musste nach nicht nichts noch nun nur ob oder
    ohne schon sehr sei sein seine seinem seinen seiner seit selbst sich sie sind so sogar soll
    sollen sollte sondern sonst soweit um und uns unser unter viel viele vielen vom von vor
    während war waren was weder weil weiter welche welchem welchen welcher wenig wenn wer
    werden werde wie wieder will wir wird wo wohl wollen wollte worden wurde wurden würde
    würden zu zum zur zwar zwei zwischen""",
    "fr": """à afin ai ainsi alors après au aucun aucune aujourd’hui auprès aussi autre autres
    aux avaient avait avant avec avoir beaucoup bien car ce ceci cela celle celles celui
    cependant ces cet cette ceux chaque chez comme comment d’un d’une dans de depuis des deux
    dit doit donc dont du elle elles en encore enfin entre est et étaient était été être eu eux
    fait faire faut fois font fut grand hors il ils jamais je jusqu’à l’on la là le les leur
    leurs lors lorsque lui mais même mêmes mes moins mon n’a n’est ne ni non nos notre nous on
    ont ou où par parce parfois pas pendant peu peut peuvent plus plusieurs plutôt pour
    pourtant près presque puis puisque qu’elle qu’il qu’ils qu’on qu’un qu’une quand que quel
    quelle quelque quelques qui quoi s’est sa sans se sera seraient serait ses si soi soit son
    sont sous souvent sur tandis tant tel telle tous tout toute toutes très trop un une vers
    voici voilà vont vos votre vous y""",
    "es": """a al algo algunas algunos ante antes año años aquel aquella así aún aunque bajo
    bien cada casi como con contra cual cuales cualquier cuando cuyo cuya de del desde después
    donde dos durante e el él ella ellas ellos embargo en entonces entre era eran eres es esa
    ese eso esta está están estas este esto estos fue fueron gran ha haber había habían hace
    hacer hacia han hasta hay incluso la las le les lo los luego mas más me menos mi mientras
    mismo misma muchas muchos mucho muy nada ni no nos nosotros nuestra nuestro nunca o otra
    otras otro otros para parte pero poco por porque pues que qué quien quienes se sea según
    ser si sí sido siempre sin sino sobre solo sólo son su sus tal también tan tanto te tenía
    tiene tienen toda todas todo todos tras tres tu un una unas uno unos ya y yo""",
    "it": """a ad ai al alla alle allo agli altra altre altri altro anche ancora anni anno
    aveva avevano avere che chi ci ciò cioè come con contro così cui da dagli dai dal dalla
    dalle dallo degli dei del della delle dello dell’ di dopo dove due dunque durante e è ed
    egli era erano essa esse essere essi fare fatto fino fra fu furono già gli ha hanno i il in
    infatti io la le lei li lo loro lui ma mai meno mentre molti molto ne né negli nei nel
    nell’ nella nelle nello neppure non nostra nostro o ogni oltre ora per perché più poco poi
    poiché potere prima proprio può qua quale quali qualche quando quanto quasi quel quella
    quelle quelli quello questa queste questi questo qui quindi sarà se sé secondo sempre senza
    si sia siano sino solo sono sopra soprattutto sta stata stati stato su sua subito sue sui
    sul sulla sulle suo suoi tale tali tanto tra tre troppo tutta tutte tutti tutto un una uno
    verso vi""",
    "ru": """а без бы был была были было быть в вам вас весь во вот все всего всех всё вы где
    да даже для до его ее её если есть еще ещё же за здесь и из или им их к как какой когда
    которая которого которое которой которые который которых кто ли либо между меня мне много
    может можно мы на над надо нас не него нее ней нет ни них но ну о об однако он она они оно
    от очень перед по под после потому при про раз с сам себя со собой свой своей своего своих
    свою так также такой там те тем то тогда того тоже той только том тот три ту ты у уже хотя
    чего чей чем через что чтобы эта эти этих это этого этой этом этот эту я""",
}


def common(language: str) -> str:
    """The common words of a language, blanks between them; none for one that is not listed."""
    return WORDS.get(language.split("-")[0].lower(), "")
