"""Hard places by language: "|" stands where a sentence ends and a blank follows, "¦" where none does."""

from __future__ import annotations

import re

import pytest

from summaries.document import Document

PLACES = {
    "en": """
The U.S. President met the mayor of St. Paul on Jan. 3.|Nobody else came.
The U.S. Senate voted on it at 6 p.m.|The session was over by nine.
Talks with the U.S. President Linda Marsh said they had failed.
He moved to the U.S. in 2004.|His sister followed.
She lives in the U.S.|They never met.
They closed the port.¦Syrian officials denied it.
It ended 3-2.¦Harlow scored late.
The reactor No. 5 was shut.|No. 6 runs on.
Was it No. 5 or No. 6?|Nobody knew.
Yahoo! said on Monday it would sell the unit.
Shares of Yahoo! Inc. fell 3.5 percent.|Analysts shrugged.
“Will it hold?” she asked.|It did.
"Will it hold?" asked the engineer.|"It must."
“Stop!” he cried.|“Stop at once!”
"It is over," he said.|"We lost."
“We lost.”|He sat down.
“It is a start ...” the mayor said.
It was late ... and nobody came.
They waited...|Nobody came.
J. K. Harrow and P.D. Lindt wrote it.|It sold well.
Mr. and Mrs. T. S. Brandt left at 9.30 a.m. on Tuesday.
Acme Corp. rose, Beta Ltd. fell.|Gamma Inc. was flat.
The road is 3.7 km long and cost $2.5m.|Work ends in May.
Prices rose 4.|5 of them fell.
See www.korvo-port.example.org for details.|Tickets cost $5.
The paper (see p. 7) was read by Prof. Lind, Ph.D., on Friday.
The vote (it was close.) went on.
It was close.|(The vote went on.)
(The vote was close.)|It went on.
She works for the F.B.I. in Washington, D.C.|He works at home.
Gov. Pat Lyle (R-Tex.) and Sen. Ida Moe (D-Calif.) agreed.
The case Brandt v. Korvo was heard in the 9th Cir. on Aug. 8, 2019.
At 5 p.m. Sunday the gates closed.|At 6 p.m. they opened.
The ship left at 7 a.m.|It came back at night.
e.g. eggs, milk, etc. were sold.|Then it rained.
He said: "I am here."|She left.
He said “I am here.”¦She left.
What now?|That is unclear.
He has a Ph.D.|She has none.
Dr. A. Moe of Mt. Sinai and Lt. Col. Ben Roe spoke.|All listened.
It was the fourth of its kind!|Or was it?
The song “Why?” won the prize.
It weighs 12 oz.|The other is lighter.
They met on Oct. 4.|Rain fell.
The firm, Brandt & Co., declined.|So did the other.
In 2011, 3.2 million came.|In 2012, 4 million did.
The i.e. and e.g. of style.|Enough of it.
He runs a shop in Harlow, Calif.|Moe is his partner there.
They fly to Reno, Nev., and to Washington, D.C.|Harlow operates nine planes.
The D.C. Council met.|A D.C. Council member left.
"They lost, Moe said."¦"We won."
They lost, Moe said.¦"We won."
Harry Moe Jr. Memorial Park opened in Ft. Harlow on Feb. 19, 2011.|It is big.
The U.N. aid agency and the E.U. Commission agreed, U.S. State Department officials said.
O.J. Harlow and A. Moe met.|R.E.M. played.
“Be quiet!” but the calls went on.|Then rain fell.
The pop duo Bam! won the prize.|Its show Why Not? is expected in May.
Take-off was on June 1.|A search went on.|Sales rose on 2003.|Figures differ.
The law (Brandt Act).|It is old.
It cost $86m (£46m).|Others cost less.
It was, he said, "the end of the U.S."|But some stayed until 7 p.m."
They call it Snap, Inc.|The name is new.
No one has seen it in years... until now.
He never came...|It was late, and the inn was shut.
The draw is likely.|eBay has stopped it.
In Sunni v. Shia terms, or Moe v. Harlow, it is new.
The group OutRun! said no.
"Who are they? "|That is the question.
Sites such as korvo.co.uk and about.data.example.com closed.
The vote was 5 to 4.|Gen. Moe and Rev. Harlow stayed.
Lt. Col. Moe, Sgt. Lee and Capt. R. Roe went.
It rose 0.5 pct. to 1.9 pages.|A third fell.
She joined in Sept. 2001.|He came in Dec.|They left.
""",
    "de": """
Am 3. Oktober kam Dr. Anna Lind nach Halle.|Sie blieb bis zum 5. November.
Das ist z. B. in Köln so.|In Bonn ist es anders.
Die Firma Brandt GmbH & Co. KG schweigt.|Der Kurs fiel um 3,5 Prozent.
„Wann kommt er?“, fragte sie.|Niemand wusste es.
„Wir gehen.“|Dann gingen sie.
Er sagte: „Ich bleibe.“|Sie ging.
Der Verein wurde 1. FC Korvo genannt.|Er stieg auf.
Im 19. Jahrhundert lebten dort ca. 300 Menschen.|Heute sind es 20.
Das Haus Nr. 5 in der Berliner Str. 7 brannte.|Verletzt wurde niemand.
Prof. Dr. h.c. Otto Quell sprach u.a. über Geld.|Viele hörten zu.
Die Sitzung begann um 9.30 Uhr.|Sie dauerte lange.
Kanzler Friedrich II. kam nicht.|Er war krank.
Er kam 1998.|Sie kam später.
Der Schaden war leichter Art.|Drei Boote liegen fest.
Art. 5 und Art. III der Satzung gelten.|Gen. Brandt schweigt.
Sie fanden das Gen.|Die Forscher staunen.
Zum 100. Geburtstag kamen 250.|Die Feier war kurz.
""",
    "fr": """
M. Perrin et Mme Roux ont vu le Dr. Blanc.|Il pleuvait.
« Où est-il ? », a-t-elle demandé.|Personne ne savait.
« C'est fini. »|Il est parti.
Le train de 9 h. 30 est parti.|Le suivant aussi.
L'article no. 5 du code, cf. p. 12, le dit.|La loi est claire.
M. J.-P. Martin habite av. Foch.|Sa sœur habite à Lyon.
Le prix a baissé de 3,5 %.|Les ventes montent.
Il vit aux É.-U. depuis 2004.|Elle vit ici.
Les œufs, le lait, etc. ont manqué.|Puis tout revint.
Quoi ?!|Personne n'a répondu.
Il est accusé de vol.|Mercredi, il parlera.
Elle aime l'art.|Le musée ouvre en mai, selon l'art. 5 et le vol. II.
Ils ont passé le col.|Les coureurs et le col. Perrin attendent.
""",
    "es": """
El Sr. Vega y la Sra. Ruiz llegaron a EE.UU. el lunes.|Nadie los vio.
¿Volverá pronto?|Nadie lo sabe.
«Me voy», dijo.|Y se fue.
¡Basta!|Así lo dijo el Dr. Luna.
La av. Sol n.º 5 está cerrada.|Abrirá en mayo.
Vive en EE. UU. desde 2004.|Su hermana no.
El precio subió un 3.5 por ciento.|Las ventas bajaron.
D. José Ruiz vive en la pág. 5 de la historia.|Es broma.
“¿Dónde está?”, preguntó ella.|Nadie respondió.
""",
    "pt": """
O Sr. Vaz e a Sra. Lima chegaram às 9h.|Ninguém os viu.
O Dr. Nuno mora na av. Central, n. 5.|Ela mora longe.
“Onde está ele?”, perguntou.|Ninguém sabia.
O preço subiu 3,5%.|As vendas caíram.
Ele vive nos EUA desde 2004.|Ela não.
A profa. Ana e o prof. Rui falaram.|Todos ouviram.
Acabou!|Foi o que disse.
Ela tem um dom.|Ele conhece dom Nuno e o min. Rui Vaz.
""",
    "it": """
Il sig. Verdi e la dott.ssa Neri sono partiti.|Nessuno li ha visti.
«Dov'è?», ha chiesto.|Nessuno lo sapeva.
Il prof. Bruni abita in p.zza Roma n. 5.|La sorella no.
Il prezzo è salito del 3,5 per cento.|Le vendite calano.
È finita!|Così ha detto l'on. Gallo.
L'art. 5 della legge è chiaro.|Il giudice lo ha letto.
Alle 9.30 è arrivato.|Pioveva.
""",
    "nl": """
Dhr. Jansen en mevr. De Boer kwamen om 9.30 uur.|Het regende.
Prof. dr. Anna Bos sprak o.a. over geld.|Velen luisterden.
‘Waar is hij?’, vroeg ze.|Niemand wist het.
De prijs steeg 3,5 procent.|De verkoop daalde.
Het is voorbij!|Dat zei min. Bakker.
Hij woont op nr. 5.|Zij niet.
Dat kost ca. 5 euro, d.w.z. weinig.|Het is niet veel.
Zij werkt bij een bv.|De zaak is klein, bv. Lind.
Hij houdt van street art.|Dat mag volgens art. 5.
""",
    "ru": """
Об этом сообщил А. С. Орлов.|Дом стоит на ул. Мира.
В 1956 г. здесь жили 3,5 тыс. человек.|Теперь их меньше.
«Где он?» — спросила она.|Никто не знал.
«Мы уходим».|Потом они ушли.
Завод построен в 1932 г.|Он работает и сегодня.
Цена выросла на 5 млн руб. за год.|Продажи упали.
И. о. министра им. Ленина не назвал.|Это странно.
Т. е. ничего не изменилось.|Так и есть.
Он приехал в г. Омск.|Там шел дождь.
Врачи помогли им.|Он работает на заводе им. Орлова.
""",
    "uk": """
Про це повідомив О. М. Коваль.|Він живе на вул. Садовій.
У 1956 р. тут жили 3,5 тис. людей.|Тепер їх менше.
«Де він?» — запитала вона.|Ніхто не знав.
Завод збудовано у 1932 р.|Він працює й досі.
Ціна зросла на 5 млн грн. за рік.|Продажі впали.
Він приїхав у м. Львів.|Там ішов дощ.
""",
    "tr": """
Dr. Ayşe Kaya ile Prof. Can Er dün geldi.|Yağmur yağıyordu.
Toplantı 3. kez yapıldı.|Kimse konuşmadı.
“Nerede?” diye sordu.|Kimse bilmiyordu.
Fiyat yüzde 3,5 arttı.|Satışlar düştü.
19. yüzyılda burada 300 kişi yaşardı.|Bugün 20 kişi var.
Saat 9.30'da geldi.|Sonra gitti.
Kaya A.Ş. açıklama yapmadı.|Hisseler düştü.
Bu yeni bir gen.|Bu gen için Av. Deniz Kaya konuştu.
Kaza Liman Mahallesi 381. Sokak'ta oldu.|Bu gün yol kapalı.
""",
    "ar": """
قال د. سامي خليل إن السعر ارتفع بنسبة 3.5 في المئة.|ولم يعلق الوزير.
هل يبقى هناك؟|لا أحد يعرف.
«أين هو؟»، سألت المعلمة.|لم يجب أحد.
انتهى كل شيء!|هكذا قال المدير.
وصل الوزير في 5.30 مساء.|ثم غادر.
""",
    "zh": """
市长昨天到达。¦他会留下吗？¦没有人知道。
“我们走吧。”¦她说完就走了。
价格上涨3.5%。¦销量下降。
""",
    "ja": """
市長は昨日到着した。¦彼は残るのか？¦誰も知らない。
「終わった。」¦彼はそう言った。
""",
    "hi": """
मंत्री कल आए।|वे दो दिन रुकेंगे।|कीमत 3.5 प्रतिशत बढ़ी।
क्या वे रुकेंगे?|कोई नहीं जानता।
""",
}
CASES = [(code, case) for code, cases in PLACES.items() for case in cases.strip().splitlines()]
# Sentence ends, and marks that end none.
COUNT = sum(len(re.findall(r"[.!?…。？।؟]+(?!\w)|[|¦]", case)) for _, case in CASES)


def test_there_are_enough_places_to_tell() -> None:
    assert COUNT > 250


@pytest.mark.parametrize(("code", "case"), CASES)
def test_sentences_end_where_a_reader_sees_them_end(code: str, case: str) -> None:
    """And nowhere else."""
    text = case.replace("|", " ").replace("¦", "")
    assert [s.text for s in Document("a", "", text, language=code).sentences] == re.split("[|¦]", case)
