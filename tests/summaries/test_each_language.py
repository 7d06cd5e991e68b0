"""A short article of our own in each language: told from others, split, stemmed, summarised."""

from __future__ import annotations

import pytest

from summaries import Document, summarize
from summaries.language import detect
from summaries.terms import content

ARTICLES = {
    "en": (
        "The council of Korvo voted on Monday to close the old bridge for two years. Engineers found cracks in four "
        "of its pillars last autumn. The repairs of the bridge will cost 11 million euros. Mayor Ida Lind said the "
        "state would pay most of it. Ferries will carry commuters across the river every ten minutes. A ticket for "
        "the ferry costs 2.50 euros. Shopkeepers on both banks fear for their trade. The railway bridge stays open "
        "to cyclists. Some 10,000 cars crossed the old bridge every day. Trucks must take the motorway near Harlow. "
        "The work on the bridge begins in May. The council will meet again on 3 June."
    ),
    "de": (
        "Der Rat von Korvo hat am Montag beschlossen, die alte Brücke für zwei Jahre zu sperren. Fachleute fanden im "
        "Herbst Risse in vier Pfeilern. Die Arbeiten an der Brücke kosten 11 Millionen Euro. Bürgermeisterin Ida Lind "
        "sagte, das Land zahle das meiste davon. Fähren bringen Pendler alle zehn Minuten über den Fluss. Eine Fahrt "
        "mit der Fähre kostet 2,50 Euro. Händler an beiden Ufern fürchten um ihr Geschäft. Die Bahnbrücke bleibt für "
        "Radfahrer offen. Täglich fuhren 10.000 Autos über die alte Brücke. Lastwagen müssen über die Autobahn bei "
        "Harlow. Die Arbeiten beginnen im Mai. Der Rat tagt am 3. Juni wieder."
    ),
    "fr": (
        "Le conseil de Korvo a décidé lundi de fermer le vieux pont pendant deux ans. Des ingénieurs ont trouvé des "
        "fissures dans quatre piliers à l'automne. Les travaux du pont coûteront 11 millions d'euros. La maire Ida "
        "Lind a déclaré que l'État en paierait la plus grande partie. Des bacs traverseront le fleuve toutes les dix "
        "minutes. Un billet coûte 2,50 euros. Les commerçants des deux rives craignent pour leurs affaires. Le pont "
        "du chemin de fer reste ouvert aux cyclistes. Chaque jour, 10 000 voitures passaient sur le vieux pont. Les "
        "camions doivent prendre l'autoroute près de Harlow. Les travaux commencent en mai. Le conseil se réunira le "
        "3 juin."
    ),
    "es": (
        "El consejo de Korvo decidió el lunes cerrar el viejo puente durante dos años. Los ingenieros hallaron grietas "
        "en cuatro pilares en otoño. Las obras del puente costarán 11 millones de euros. La alcaldesa Ida Lind dijo "
        "que el Estado pagará la mayor parte. Los transbordadores cruzarán el río cada diez minutos. El billete cuesta "
        "2,50 euros. Los comerciantes de ambas orillas temen por sus negocios. El puente del tren sigue abierto para "
        "los ciclistas. Cada día pasaban 10.000 coches por el viejo puente. Los camiones deben ir por la autopista "
        "cerca de Harlow. Las obras empiezan en mayo. El consejo se reunirá el 3 de junio."
    ),
    "pt": (
        "O conselho de Korvo decidiu na segunda-feira fechar a velha ponte durante dois anos. Os engenheiros acharam "
        "fendas em quatro pilares no outono. As obras da ponte vão custar 11 milhões de euros. A prefeita Ida Lind "
        "disse que o Estado pagará a maior parte. As balsas vão cruzar o rio a cada dez minutos. O bilhete custa 2,50 "
        "euros. Os comerciantes das duas margens temem pelos seus negócios. A ponte do trem continua aberta para os "
        "ciclistas. Todos os dias 10.000 carros passavam pela velha ponte. Os caminhões devem ir pela estrada perto de "
        "Harlow. As obras começam em maio. O conselho não se reúne antes de 3 de junho."
    ),
    "it": (
        "Il consiglio di Korvo ha deciso lunedì di chiudere il vecchio ponte per due anni. Gli ingegneri hanno trovato "
        "crepe in quattro piloni in autunno. I lavori del ponte costeranno 11 milioni di euro. La sindaca Ida Lind ha "
        "detto che lo Stato pagherà la maggior parte. I traghetti attraverseranno il fiume ogni dieci minuti. Un "
        "biglietto costa 2,50 euro. I negozianti delle due rive temono per i loro affari. Il ponte della ferrovia "
        "resta aperto ai ciclisti. Ogni giorno 10.000 auto passavano sul vecchio ponte. I camion devono prendere "
        "l'autostrada vicino a Harlow. I lavori cominciano a maggio. Il consiglio si riunirà il 3 giugno."
    ),
    "nl": (
        "De raad van Korvo heeft maandag besloten om de oude brug twee jaar te sluiten. Ingenieurs vonden in de herfst "
        "scheuren in vier pijlers. De werken aan de brug kosten 11 miljoen euro. Burgemeester Ida Lind zei dat het "
        "land het meeste daarvan betaalt. Veerboten varen elke tien minuten over de rivier. Een kaartje voor de "
        "veerboot kost 2,50 euro. Winkeliers op beide oevers vrezen voor hun zaken. De spoorbrug blijft open voor "
        "fietsers. Elke dag reden er 10.000 auto's over de oude brug. Vrachtwagens moeten de snelweg bij Harlow nemen. "
        "De werken beginnen in mei. De raad komt op 3 juni weer bijeen."
    ),
    "ru": (
        "Совет Корво решил в понедельник закрыть старый мост на два года. Инженеры нашли осенью трещины в четырех "
        "опорах. Ремонт моста будет стоить 11 млн евро. Мэр Ида Линд сказала, что большую часть заплатит государство. "
        "Паромы будут ходить через реку каждые десять минут. Билет на паром стоит 2,50 евро. Торговцы на обоих берегах "
        "боятся за свои доходы. Железнодорожный мост останется открытым для велосипедистов. Каждый день по старому "
        "мосту проезжали 10 тыс. машин. Грузовики должны ехать по шоссе у Харлоу. Работы начнутся в мае. Совет "
        "соберется снова 3 июня."
    ),
    "uk": (
        "Рада Корво вирішила в понеділок закрити старий міст на два роки. Інженери знайшли восени тріщини в чотирьох "
        "опорах. Ремонт мосту коштуватиме 11 млн євро. Мерка Іда Лінд сказала, що більшу частину заплатить держава. "
        "Пороми ходитимуть через річку кожні десять хвилин. Квиток на пором коштує 2,50 євро. Торговці на обох берегах "
        "бояться за свої доходи. Залізничний міст залишиться відкритим для велосипедистів. Щодня старим мостом їхали "
        "10 тис. машин. Вантажівки мають їхати шосе біля Харлоу. Роботи почнуться у травні. Рада збереться знову "
        "3 червня."
    ),
    "tr": (
        "Korvo meclisi pazartesi günü eski köprünün iki yıl için kapatılmasına karar verdi. Mühendisler sonbaharda "
        "dört ayakta çatlak buldu. Köprünün onarımı 11 milyon avroya mal olacak. Belediye başkanı Ida Lind, bunun "
        "büyük kısmını devletin ödeyeceğini söyledi. Feribotlar her on dakikada bir nehri geçecek. Bir feribot bileti "
        "2,50 avro tutuyor. İki kıyıdaki esnaf işleri için korkuyor. Demiryolu köprüsü bisikletliler için açık "
        "kalacak. Her gün 10.000 araba eski köprüden geçiyordu. Kamyonlar Harlow yakınındaki otoyola girmek zorunda. "
        "Köprüdeki çalışmalar mayıs ayında başlıyor. Meclis 3 Haziran günü yeniden toplanacak."
    ),
    "ar": (
        "قرر مجلس مدينة كورفو يوم الاثنين إغلاق الجسر القديم لمدة عامين. وجد المهندسون في الخريف شقوقا في أربعة أعمدة. "
        "سيكلف إصلاح الجسر 11 مليون يورو. قالت رئيسة البلدية إيدا ليند إن الدولة ستدفع معظم المبلغ. ستعبر العبارات "
        "النهر كل عشر دقائق. تبلغ قيمة التذكرة 2.50 يورو. يخاف التجار على الضفتين على تجارتهم. سيبقى جسر السكة الحديد "
        "مفتوحا أمام الدراجات. كانت 10000 سيارة تعبر الجسر القديم كل يوم. على الشاحنات أن تسلك الطريق السريع قرب "
        "هارلو. تبدأ أعمال الجسر في مايو. سيجتمع المجلس مرة أخرى في 3 يونيو."
    ),
}
SNIPPET = 200
SNIPPETS = [(code, text[at : at + SNIPPET]) for code, text in ARTICLES.items() for at in range(0, 420, 60)]
FORMS = {  # two forms of one word, and a word too common to tell what an article is about
    "en": ("bridges", "bridge", "the"),
    "de": ("Brücken", "Brücke", "der"),
    "fr": ("ponts", "pont", "le"),
    "es": ("puentes", "puente", "el"),
    "pt": ("pontes", "ponte", "que"),
    "it": ("ponti", "ponte", "il"),
    "nl": ("veerboten", "veerboot", "de"),
    "ru": ("моста", "мосту", "на"),
    "uk": ("паромами", "пароми", "на"),
    "tr": ("köprünün", "köprüsü", "bir"),
    "ar": ("المدينة", "مدينة", "في"),
}


def test_nearly_every_snippet_of_200_characters_is_told() -> None:
    """Of 77, wherever they are cut."""
    wrong = [(code, detect(text), text) for code, text in SNIPPETS if detect(text) != code]
    assert len(wrong) <= 0.05 * len(SNIPPETS), wrong


@pytest.mark.parametrize("code", ARTICLES)
def test_an_article_has_its_twelve_sentences(code: str) -> None:
    assert [s.role for s in Document("a", "", ARTICLES[code], language=code).sentences] == ["body"] * 12


@pytest.mark.parametrize("code", ARTICLES)
def test_an_article_without_a_language_is_read_in_its_own(code: str) -> None:
    """Sentences and summary are those of the same article with its language given."""
    plain, told = (Document("a", "", ARTICLES[code], language=given) for given in (None, code))
    assert [s.text for s in plain.sentences] == [s.text for s in told.sentences]
    assert [s.text for s in summarize([plain], sentences=3)] == [s.text for s in summarize([told], sentences=3)]


def test_a_date_in_german_is_not_cut_where_no_language_is_given() -> None:
    """ "27." is the end of an English sentence."""
    text = "An der Wiedereröffnung der Brücke am 27. November hält die Stadt fest. Sie war seit dem Mai gesperrt."
    assert len(Document("a", "", text).sentences) == 2


@pytest.mark.parametrize("code", ARTICLES)
def test_a_summary_is_whole_sentences_with_the_news_first(code: str) -> None:
    """And what is asked for is exactly kept."""
    document = Document("a", "", ARTICLES[code], language=code)
    chosen = summarize([document], sentences=3)
    spans = {(s.start, s.end) for s in document.sentences}
    assert len(chosen) == 3
    assert all((s.start, s.end) in spans for s in chosen)
    assert document.sentences[0].start in {s.start for s in chosen}


@pytest.mark.parametrize(("code", "forms"), FORMS.items())
def test_forms_of_a_word_count_as_one_and_common_words_not_at_all(code: str, forms: tuple[str, str, str]) -> None:
    one, other, common = forms
    assert content(one, code) == content(other, code) != frozenset()
    assert content(common, code) == frozenset()
