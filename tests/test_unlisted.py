"""Sentences of spam and of stories that no table was made from, in an English text.

Each was written to try the filter; whoever changes it sees here what it no longer hears, or takes.
"""

import pytest
from test_outliers import CLEAN, HOST

SPAM = """
Get your Ozempic pens shipped from Canada at half the price, no doctor visit needed.
Play aviator crash game and double your deposit with promo code LUCKY7.
Instant cash advance up to $5000, bad credit welcome, apply in two minutes.
Best replica Audemars Piguet watches, AAA grade Swiss movement, wholesale price.
Earn 3% daily with our AI trading bot, withdraw in USDT any time.
Rank on Google page one with our high DA backlinks package, only $49.
Hot Russian brides waiting to chat with you tonight, join free.
Kamagra oral jelly next day delivery UK, pay by card.
Buy real and fake driving licence, IELTS without exam, contact us on WhatsApp.
Cheap NFL jerseys from china free shipping nike authentic.
Hacker for hire recover lost bitcoin wallet fast and reliable.
Modafinil kaufen ohne Rezept, schneller Versand aus der EU.
Sofortkredit trotz negativer Schufa, Auszahlung in 24 Stunden.
Spielautomaten kostenlos spielen ohne Anmeldung mit Freispielen.
Ghostwriter für Bachelorarbeit, diskret und günstig.
Achat Cialis 20mg en pharmacie en ligne sans ordonnance.
Casino en ligne argent réel avec bonus de bienvenue de 200%.
Crédit rapide sans justificatif pour interdit bancaire.
Rencontres coquines près de chez vous, inscription gratuite.
Comprar viagra femenina contrareembolso, envío discreto en 24h.
Tragaperras online gratis con giros sin depósito.
Préstamos al instante con ASNEF, sin aval ni nómina.
Comprar seguidores de Instagram baratos y reales.
Comprar ritalina sem receita, entrega em todo o Brasil.
Jogo do tigrinho plataforma pagando agora, cadastre-se.
Empréstimo para negativado aprovado na hora pelo whatsapp.
Купить диплом о высшем образовании с занесением в реестр.
Вулкан казино играть на деньги с выводом на карту.
Займ онлайн на карту без отказа круглосуточно.
Проститутки Москвы с выездом на дом недорого.
Накрутка подписчиков телеграм дешево.
Situs slot gacor hari ini deposit pulsa tanpa potongan.
Obat penggugur kandungan ampuh 3 jam tuntas, cytotec asli.
Pinjaman dana cepat cair tanpa BI checking.
Jasa joki tugas kuliah murah dan cepat.
Nhà cái uy tín nạp rút nhanh, tặng 88k khi đăng ký.
Thuốc kích dục nữ cực mạnh giao hàng kín đáo.
Dịch vụ làm bằng đại học giả có hồ sơ gốc.
Deneme bonusu veren siteler 2024 yatırım şartsız.
Ankara eskort bayan numaraları ve fiyatları.
Sahte diploma satın al, referanslı ve güvenilir.
เว็บสล็อตแตกง่าย ฝากถอนไม่มีขั้นต่ำ สมัครรับเครดิตฟรี
เงินด่วนนอกระบบ โอนไว ไม่เช็คบูโร
ขายยานอนหลับแบบแรง ส่งทั่วประเทศ
รับทำวุฒิการศึกษา ราคาถูก เชื่อถือได้
먹튀검증 완료된 안전놀이터 추천, 첫충 보너스 지급.
비아그라 정품 구매 당일 배송 후불 결제.
무직자 소액 대출 당일 입금 비대면.
강남 오피 추천 업소 정보 바로가기.
バイアグラ ジェネリックを個人輸入代行で最安値。
オンラインカジノの入金不要ボーナス一覧。
即日融資で審査なしのソフト闇金。
ロレックス スーパーコピー N級品 代引き可能。
澳门新葡京娱乐城注册送58元体验金
正规贷款公司无抵押当天放款
伟哥正品哪里买，货到付款保密发货
同城约炮上门服务全套
高仿LV包包厂家一手货源微信
شراء حبوب سايتوتك للإجهاض في الرياض توصيل سري
كازينو اون لاين بدون ايداع مكافأة ترحيب
Comprare Viagra generico in farmacia online senza ricetta.
Prestiti veloci a protestati senza busta paga.
Viagra kopen zonder recept, discreet verzonden.
Leningen zonder BKR toetsing direct op je rekening.
""".strip().split("\n")
STORIES = """
The clinic in the village offers free vaccination for children on Mondays.
She hired a ghostwriter for her memoirs and paid in advance.
You can order the seeds from our catalogue with free delivery.
The slots in the fence were too narrow for the hens.
Our insurance pays for hail, and the loan for the barn is nearly paid off.
Wir haben den Kredit für die Scheune ohne Schufa-Auskunft bekommen.
Das Roulette im Keller gehörte meinem Großvater.
Un préstamo de la caja rural pagó el tractor.
Le crédit pour le tracteur est remboursé depuis mai.
Register at the desk and collect your free ticket to the casino museum.
The replica of the old mill stands in the park and is open daily.
My aunt bought cheap cigarettes online and was fined for it.
We spent the evening at the casino and won nothing but a free drink.
He ordered a fake passport online and was arrested at the airport.
The bank gave us a loan without a credit check in those days.
She downloaded the game for free and played it all night.
Dad got his pills from an online pharmacy because they were cheaper there.
The best casino in town closed after the flood.
They sold replica swords at the fair for twenty euros.
I paid the bill with bitcoin, and the price doubled the next day.
You could buy opium over the counter until 1914.
The escort waited at the gate with the horses.
A payday loan cost him his house in the end.
The clinic offers free tests for sexually transmitted diseases.
His brother plays online poker for a living, and pays taxes on it.
Cheap wine and cheaper cigars were sold at the kiosk.
Buying a diploma is a crime in most countries.
The museum shop sells replicas of the crown at a fair price.
Nobody could tell the replica from the real watch until it was opened.
The free spins on the merry-go-round made the children sick.
In the film a hacker is for hire, and the price is his sister.
She takes cialis for her lungs, which surprised the nurse.
Wir kauften im Internet ein gefälschtes Trikot und merkten es erst beim Waschen.
Der Kredit ohne Schufa hat ihn ruiniert, erzählte seine Tochter.
Im Spielautomaten steckte noch eine Münze von 1962.
Die Apotheke verkaufte ihm das Mittel ohne Rezept, und er wurde krank davon.
Mein Onkel hat sein Haus im Casino verspielt.
Opa bestellte die Uhr günstig bei einem Händler in Genf.
Mi abuela compró las pastillas sin receta en la farmacia del pueblo.
El préstamo rápido le costó la casa, dijo su hija.
En el casino del barrio se bailaba gratis los domingos.
Los relojes falsos se vendían a buen precio en la plaza.
Elle a acheté des médicaments en ligne et n'a jamais rien reçu.
Mon oncle a perdu sa maison au casino de Nice.
Le crédit rapide lui a coûté cher, raconte sa fille.
Mia nonna comprava le medicine senza ricetta dal farmacista del paese.
Il prestito veloce gli è costato la casa, disse la figlia.
Minha avó comprava remédios sem receita na farmácia da vila.
Бабушка купила таблетки без рецепта в сельской аптеке.
Дядя проиграл дом в казино и уехал на север.
Студенты, которые покупают дипломы, рискуют всем.
Кредит без справок стоил ему дома, говорит дочь.
Amcam evini kumarda kaybetti ve kuzeye gitti.
Kredi ona evine mal oldu, dedi kızı.
Nenek membeli obat tanpa resep di apotek desa.
Paman kehilangan rumahnya karena judi online.
Pinjaman cepat itu membuatnya kehilangan rumah, kata putrinya.
Chú tôi mất nhà vì đánh bạc trực tuyến.
Khoản vay nhanh khiến anh ấy mất nhà, con gái kể.
할머니는 마을 약국에서 처방전 없이 약을 샀다.
삼촌은 온라인 도박으로 집을 잃었다.
빠른 대출 때문에 집을 잃었다고 딸이 말했다.
祖母は村の薬局で処方箋なしに薬を買った。
叔父はオンラインカジノで家を失った。
奶奶在村里的药店不用处方就买到了药。
叔叔因为网上赌博输掉了房子。
那笔贷款让他失去了房子，女儿说。
Moja babcia kupowała leki bez recepty w wiejskiej aptece.
Wujek stracił dom w kasynie.
Mijn oma kocht medicijnen zonder recept bij de dorpsapotheek.
Mijn oom verloor zijn huis in het casino.
He used to buy cheap pills for his mother in the village.
Where can I buy a replica of the statue, she asked online.
My brother sells replica watches at the market and is not proud of it.
The doctor gave her tramadol for the pain and told her to rest.
They met in a casino in Macau and married in spring.
The company lost its gambling licence last year.
She took a loan to buy the house, and paid it back in ten years.
Online casinos are banned in most states.
He read an essay about Bitcoin and bought some the next day.
The bank offered him a loan at a low rate, but he refused.
The police seized fake handbags worth two million.
A cheap hotel near the casino was all we found.
The price of insulin has doubled since 2010.
He won a free trip in a lottery at the fair.
The escort ship sank in the storm.
Her thesis was written in three months.
We ordered books online and they came without a bill.
Some students pay others to write their essays.
Il médico le recetó tramadol y reposo.
El casino cerró en 1931 y hoy es una biblioteca.
Compró un seguro de vida antes del viaje.
Jugaba al póquer en línea todas las noches.
Le casino a brûlé en 1931, et une bibliothèque l'a remplacé.
Le médecin lui a prescrit du tramadol et du repos.
Il a emprunté de l'argent à la banque pour acheter la maison.
Les jeux d'argent en ligne sont interdits dans ce pays.
Das Kasino brannte 1931 ab, heute steht dort eine Bibliothek.
Der Arzt verschrieb ihr Tramadol und Ruhe.
Er nahm einen Kredit auf, um das Haus zu kaufen.
Die Polizei fand tausend gefälschte Uhren.
Казино сгорело в 1931 году, теперь там библиотека.
Врач прописал ей трамадол и покой.
Он купил диплом и потом об этом пожалел.
Kumarhane 1931'de yandı, yerinde şimdi kütüphane var.
Doktor ona ağrı kesici yazdı.
Ev almak için bankadan kredi çekti.
Kasino itu terbakar pada tahun 1931.
Dia meminjam uang dari bank untuk membeli rumah.
Dokter memberinya obat dan menyuruhnya istirahat.
那家賭場在1931年燒毀了。
医生给她开了止痛药，让她休息。
他向银行贷款买了房子。
警方查获了一千块假表。
その賭場は一九三一年に焼けた。
医者は彼女に痛み止めを処方した。
彼は銀行から金を借りて家を買った。
의사는 그녀에게 진통제를 처방했다.
그는 은행에서 대출을 받아 집을 샀다.
Sòng bạc ấy cháy năm 1931.
Bác sĩ kê cho bà thuốc giảm đau.
O cassino pegou fogo em 1931.
O médico receitou tramadol e repouso.
Ele fez um empréstimo para comprar a casa.
Il medico le prescrisse il tramadol e il riposo.
Il casinò bruciò nel 1931.
Het casino brandde af in 1931.
De arts schreef haar tramadol voor.
Lekarz przepisał jej tramadol.
Kasyno spłonęło w 1931 roku.
Grandfather bought his viagra from a man on the ferry, cheap and without a box.
When the pharmacy closed, people ordered their pills by post.
She wrote his essays for money, and both were caught.
The thief sold the handbags online at half the price.
A loan shark came to the shop every Friday.
There was a sex shop next to the church, and nobody minded.
The best price for a replica of the ship was paid by a Dane.
He bet his coat on a horse and lost it.
Free porn had ruined the business, the old actor said.
You can still buy fireworks there without a licence.
The doctor would not give her oxycodone without a second opinion.
They opened an online casino in a former bakery and were closed by the police within a week.
We got the keys and the loan on the same day.
I wanted to buy a cheap phone online, but my daughter talked me out of it.
Someone had offered him a diploma for two hundred pounds.
Her cousin runs a dating site for farmers.
The slots were rigged, and every player in the room knew it.
Bitcoin was worth nothing when he bought the pizza.
The weight loss pills made the cat ill.
Das Online-Casino zahlte den Gewinn erst nach einem Jahr aus.
Für den Kredit musste er sein Auto verkaufen.
Sie schrieb Hausarbeiten für andere und verdiente gut daran.
El médico no quiso darle viagra sin hablar con su mujer.
Compramos entradas baratas para el casino y no nos dejaron entrar.
Vendía bolsos falsos en la playa hasta que llegó la policía.
Le pharmacien ne voulait pas vendre de viagra à mon père.
Il vendait de fausses montres sur la plage.
Ils ont joué au poker en ligne jusqu'au matin.
Il farmacista non voleva vendere il viagra a mio padre.
Vendeva borse false sulla spiaggia.
O farmacêutico não quis vender viagra ao meu pai.
Vendia relógios falsos na praia até a polícia chegar.
Аптекарь не хотел продавать отцу виагру.
Он продавал поддельные часы на пляже.
Они играли в покер онлайн до утра.
Eczacı babama viagra satmak istemedi.
Sahilde sahte saat satardı.
Apoteker tidak mau menjual viagra kepada ayah saya.
Dia menjual jam tangan palsu di pantai.
Dược sĩ không muốn bán viagra cho bố tôi.
Anh ta bán đồng hồ giả trên bãi biển.
약사는 아버지에게 비아그라를 팔려고 하지 않았다.
그는 해변에서 가짜 시계를 팔았다.
薬剤師は父にバイアグラを売ろうとしなかった。
彼は海岸で偽の時計を売っていた。
药剂师不肯把伟哥卖给我父亲。
他在海滩上卖假表。
เภสัชกรไม่ยอมขายไวอากร้าให้พ่อ
เขาขายนาฬิกาปลอมที่ชายหาด
كان يبيع ساعات مقلدة على الشاطئ.
Aptekarz nie chciał sprzedać ojcu viagry.
Sprzedawał podrabiane zegarki na plaży.
De apotheker wilde mijn vader geen viagra verkopen.
Hij verkocht valse horloges op het strand.
""".strip().split("\n")


@pytest.mark.parametrize("spam", SPAM)
def test_spam_goes_and_nothing_else(spam):
    assert CLEAN(HOST.format(spam)) == HOST.format("").replace("  ", " ")


@pytest.mark.parametrize("told", STORIES)
def test_stories_stay(told):
    assert CLEAN(HOST.format(told)) == HOST.format(told)
