"""Stories that name what spam sells, and how: sound sentences in seventeen languages, put together of parts.

Who tells what somebody bought uses the words of who sells it. What tells them apart are the other words:
who did it, when, and what came of it.
"""

from __future__ import annotations

from random import Random

#: By language: who, what they did (X is the thing, H how it was had), how, and what came of it.
STORIES = {
    "ar": {
        "who": "اشترى جاري|باع التاجر|طلبت أختي|وجد الجنود|ذكر الكاتب|كان والدي يشتري|رأيت رجلا يبيع|أخذ المريض|سرق اللصوص|لم تعرف أمي أن الجيران اشتروا",
        "did": "X|X H|X من السوق|X H في المدينة|X لصديقه|X من رجل غريب",
        "how": "عبر الإنترنت|بسعر رخيص|بدون وصفة|مجانا|من الصيدلية|على موقع|بالتقسيط",
        "then": "ثم ندم على ذلك|قبل أن تأتي الشرطة|في العام الماضي|لأن المطر لم يتوقف|كما قال أخوه|ولم يدفع الثمن|عندما كنا صغارا|بعد وفاة زوجته|حسب التقرير",
    },
    "de": {
        "who": "Mein Nachbar|Ihre Schwester|Der alte Lehrer|Die Frau des Bürgermeisters|Sein Großvater|Ein Kollege aus Köln|Niemand im Dorf|Die beiden Brüder|Der Angeklagte|Unser Arzt",
        "did": "kaufte X H|hat X H gekauft|verkaufte X H|wollte X H bestellen|fand X auf dem Dachboden|bekam X H|hatte X nie gesehen|nahm X und wurde krank|verlor alles durch X|schrieb einen Roman über X|sprach beim Essen von X|hielt X für gefährlich",
        "how": "online|im Internet|günstig|billig|ohne Rezept|auf Rechnung|in der Apotheke|gratis|für zwanzig Mark|im Laden gegenüber|schnell",
        "then": ", und keiner merkte es|, bis die Polizei kam|, obwohl es regnete|im Sommer 1974|, wie er vor Gericht sagte|und schämte sich dafür|für seine kranke Mutter|, erzählte sie später|, bevor der Zug abfuhr|am Tag nach der Hochzeit|, weil das Geld fehlte",
    },
    "en": {
        "who": "My uncle|Her neighbour|The old nurse|A farmer from Kent|His sister|Nobody in our street|The two brothers|One of my students|The mayor's wife|The accused|Our teacher|An old friend of mine|The sailors|Some of the villagers|The narrator|Grandma|The boy next door|A girl I knew|They|He|She|We|I|The company|The village",
        "did": "bought X H|sold X H|had bought X H|used to sell X H|wanted to order X H|tried to get X H|found X in the attic|got X H|took X every morning|gave X to the children|lost everything to X|had never seen X|wrote a poem about X|would not talk about X|was offered X H|paid too much for X|kept X in a drawer|left X on the bus|asked for X H|once stole X|dreamed of X|worked at X for years|spent a week with X|knew nothing of X|never paid for X",
        "how": "online|on the internet|for cheap|cheaply|without a prescription|with no prescription|over the counter|at a discount|for free|from a website|at the best price|for sale|in a shop|at the pharmacy|from an online store|by mail order|on credit|at a low price|with bitcoin|no questions asked",
        "then": "and was ashamed of it|and nobody noticed|until the police came|although it rained|in the summer of 1974|, he told the court|for a sick aunt|, she said later|before the train left|on the day after the wedding|because there was no money|and never spoke of it again|, which made us laugh|when the war was over|and gave half of it away|, the neighbours say|, and the dog ate it|while the others slept|but threw it into the river|in those days|as far as I remember|, so the judge let him go|, and that was the end of it|, he asked",
    },
    "es": {
        "who": "Mi vecino|Su hermana|El viejo maestro|La mujer del alcalde|Un pescador de Cádiz|Nadie en el pueblo|Los dos hermanos|El acusado|Nuestra profesora|Mi madre|Él|Ella",
        "did": "compró X H|vendía X H|quiso pedir X H|encontró X en el desván|consiguió X H|tomaba X cada mañana|perdió todo por X|nunca había visto X|escribió un poema sobre X|guardaba X en un cajón|no quiso hablar de X",
        "how": "en línea|por internet|barato|a buen precio|sin receta|en la farmacia|gratis|con descuento|en una tienda|a crédito|de segunda mano",
        "then": "y nadie se dio cuenta|hasta que llegó la policía|aunque llovía|en el verano de 1974|, dijo ante el juez|para su tía enferma|, contó más tarde|antes de que saliera el tren|porque no había dinero|y nunca volvió a hablar de ello|cuando terminó la guerra",
    },
    "fr": {
        "who": "Mon voisin|Sa sœur|Le vieil instituteur|La femme du maire|Un pêcheur breton|Personne au village|Les deux frères|L'accusé|Notre professeur|Ma mère|Il|Elle",
        "did": "a acheté X H|vendait X H|voulait commander X H|a trouvé X au grenier|a obtenu X H|prenait X chaque matin|a tout perdu à cause de X|n'avait jamais vu X|a écrit un poème sur X|gardait X dans un tiroir|ne voulait pas parler de X",
        "how": "en ligne|sur internet|pas cher|à bon prix|sans ordonnance|à la pharmacie|gratuitement|en promotion|dans une boutique|à crédit|d'occasion",
        "then": "et personne ne l'a remarqué|jusqu'à l'arrivée de la police|malgré la pluie|pendant l'été 1974|, a-t-il dit au juge|pour sa tante malade|, raconta-t-elle plus tard|avant le départ du train|parce que l'argent manquait|et n'en a plus jamais parlé|quand la guerre fut finie",
    },
    "id": {
        "who": "Tetangga saya|Kakaknya|Guru tua itu|Istri lurah|Seorang nelayan|Tidak ada orang di kampung yang|Kedua bersaudara itu|Terdakwa|Ibu saya|Dia|Kakek|Warga desa",
        "did": "membeli X H|menjual X H|ingin memesan X H|menemukan X di loteng|mendapat X H|minum X setiap pagi|kehilangan segalanya karena X|belum pernah melihat X|menulis puisi tentang X|menyimpan X di laci|tidak mau bicara tentang X|berhenti main X",
        "how": "secara online|di internet|dengan harga murah|murah|tanpa resep|di apotek|gratis|dari situs|di toko|secara kredit",
        "then": "dan tidak ada yang tahu|sampai polisi datang|meskipun hujan|pada musim panas 1974|, katanya kepada hakim|untuk bibinya yang sakit|, cerita ibunya kemudian|sebelum kereta berangkat|karena tidak punya uang|dan menyesal|ketika perang selesai|seperti yang ditulis dalam laporan itu",
    },
    "it": {
        "who": "Il mio vicino|Sua sorella|Il vecchio maestro|La moglie del sindaco|Un pescatore di Bari|Nessuno in paese|I due fratelli|L'imputato|La nostra professoressa|Mia madre|Lui|Lei",
        "did": "comprò X H|ha comprato X H|vendeva X H|voleva ordinare X H|trovò X in soffitta|ottenne X H|prendeva X ogni mattina|perse tutto per X|non aveva mai visto X|scrisse una poesia su X|teneva X in un cassetto",
        "how": "online|su internet|a poco prezzo|senza ricetta|in farmacia|gratis|in offerta|in un negozio|a credito|di seconda mano",
        "then": "e nessuno se ne accorse|finché arrivò la polizia|anche se pioveva|nell'estate del 1974|, disse al giudice|per la zia malata|, raccontò più tardi|prima che il treno partisse|perché mancavano i soldi|e non ne parlò più|quando finì la guerra",
    },
    "ja": {
        "who": "隣の人は|妹は|老いた教師は|村長の妻は|漁師の男は|村の誰もが|兄弟は|被告は|母は|友人は|私は|あの会社は",
        "did": "HXを買った|HXを売っていた|HXを注文しようとした|屋根裏でXを見つけた|HXを手に入れた|毎朝Xを飲んでいた|Xですべてを失った|Xを見たことがなかった|Xについて詩を書いた|Xを引き出しにしまっていた",
        "how": "ネットで|通販で|安く|処方箋なしで|薬局で|無料で|店で|サイトで|格安で|中古で",
        "then": "が、誰も気づかなかった|が、警察が来て捕まった|と裁判で語った|と後に話した|のは一九七四年の夏だった|が、雨がやまなかった|ことを後悔している|のは戦争が終わったころだ|という|らしい|そうだが本当かは分からない",
    },
    "ko": {
        "who": "이웃은|그의 누나는|늙은 선생은|이장의 아내는|어부는|마을 사람 누구도|두 형제는|피고인은|어머니는|친구는|나는|그 회사는",
        "did": "H X 샀다|H X 팔았다|H X 주문하려 했다|다락에서 X 발견했다|H X 구했다|매일 아침 X 먹었다|X 때문에 모든 것을 잃었다|X 본 적이 없었다|X 두고 시를 썼다|X 서랍에 넣어 두었다",
        "how": "온라인에서|인터넷으로|싸게|처방전 없이|약국에서|무료로|가게에서|사이트에서|중고로",
        "then": "고 아무도 몰랐다고 한다|고 법정에서 말했다|고 나중에 이야기했다|. 1974년 여름의 일이다|. 비가 그치지 않았다|. 경찰이 왔다|. 그는 후회했다|. 전쟁이 끝난 뒤였다|. 돈이 없었기 때문이다",
    },
    "nl": {
        "who": "Mijn buurman|Haar zus|De oude meester|De vrouw van de burgemeester|Een visser uit Urk|Niemand in het dorp|De twee broers|De verdachte|Onze lerares|Mijn moeder|Hij|Zij",
        "did": "kocht X H|heeft X H gekocht|verkocht X H|wilde X H bestellen|vond X op zolder|kreeg X H|nam X elke ochtend|verloor alles door X|had X nooit gezien|schreef een gedicht over X",
        "how": "online|op internet|goedkoop|zonder recept|bij de apotheek|gratis|met korting|in een winkel|op krediet",
        "then": "en niemand merkte het|tot de politie kwam|hoewel het regende|in de zomer van 1974|, zei hij tegen de rechter|voor zijn zieke tante|, vertelde ze later|voordat de trein vertrok|omdat er geen geld was",
    },
    "pl": {
        "who": "Mój sąsiad|Jej siostra|Stary nauczyciel|Żona wójta|Rybak z Gdyni|Nikt we wsi nie wiedział, kto|Dwaj bracia|Oskarżony|Nasza nauczycielka|Moja matka|On|Ona",
        "did": "kupił X H|sprzedawał X H|chciała zamówić X H|znalazł X na strychu|dostała X H|brał X co rano|stracił wszystko przez X|napisał wiersz o X|trzymała X w szufladzie",
        "how": "przez internet|online|tanio|bez recepty|w aptece|za darmo|w promocji|w sklepie|na kredyt",
        "then": "i nikt tego nie zauważył|, aż przyjechała policja|, choć padało|latem 1974 roku|, powiedział w sądzie|dla chorej ciotki|, opowiadała później|, zanim odjechał pociąg|, bo brakowało pieniędzy",
    },
    "pt": {
        "who": "O meu vizinho|A irmã dele|O velho professor|A mulher do prefeito|Um pescador de Olhão|Ninguém na aldeia|Os dois irmãos|O acusado|A nossa professora|A minha mãe|Ele|Ela",
        "did": "comprou X H|vendia X H|quis encomendar X H|achou X no sótão|conseguiu X H|tomava X todas as manhãs|perdeu tudo por causa de X|nunca tinha visto X|escreveu um poema sobre X|guardava X numa gaveta",
        "how": "pela internet|online|barato|a bom preço|sem receita|na farmácia|de graça|com desconto|numa loja|a crédito",
        "then": "e ninguém reparou|até a polícia aparecer|embora chovesse|no verão de 1974|, disse ao juiz|para a tia doente|, contou mais tarde|antes de o trem partir|porque faltava dinheiro|e nunca mais falou disso",
    },
    "ru": {
        "who": "Мой сосед|Его сестра|Старый учитель|Жена старосты|Рыбак из Керчи|Никто в деревне не знал, что он|Братья|Подсудимый|Наша учительница|Моя мать|Он|Она|Они",
        "did": "купил X H|продавал X H|хотела заказать X H|нашёл X на чердаке|получила X H|каждое утро принимал X|потерял всё из-за X|никогда не видел X|написал стихи про X|держала X в ящике|не стал говорить про X|взял X в банке",
        "how": "в интернете|онлайн|дёшево|недорого|без рецепта|в аптеке|бесплатно|со скидкой|в магазине|в кредит|на сайте",
        "then": "и никто этого не заметил|, пока не приехала полиция|, хотя шёл дождь|летом 1974 года|, сказал он на суде|для больной тётки|, рассказывала она потом|до отхода поезда|, потому что денег не было|и больше об этом не говорил|, когда кончилась война|, чтобы помочь брату",
    },
    "th": {
        "who": "เพื่อนบ้านของฉัน|พี่สาวของเขา|ครูแก่คนนั้น|ภรรยาผู้ใหญ่บ้าน|ชาวประมง|ไม่มีใครในหมู่บ้าน|สองพี่น้อง|จำเลย|แม่ของฉัน|เขา|เธอ|ปู่",
        "did": "ซื้อXH|เคยขายXH|อยากสั่งXH|พบXบนห้องใต้หลังคา|ได้XมาH|กินXทุกเช้า|เสียทุกอย่างเพราะX|ไม่เคยเห็นX|เขียนบทกวีเกี่ยวกับX|เก็บXไว้ในลิ้นชัก",
        "how": "ทางออนไลน์|ทางอินเทอร์เน็ต|ในราคาถูก|โดยไม่มีใบสั่งแพทย์|ที่ร้านขายยา|ฟรี|จากเว็บไซต์|ที่ร้าน|ด้วยเงินผ่อน",
        "then": "และไม่มีใครรู้|จนตำรวจมา|ทั้งที่ฝนตก|เมื่อปี 2517|เขาบอกศาล|ให้ป้าที่ป่วย|เธอเล่าในภายหลัง|ก่อนรถไฟออก|เพราะไม่มีเงิน|แล้วเสียใจ|หลังสงครามจบ",
    },
    "tr": {
        "who": "Komşum|Onun ablası|Yaşlı öğretmen|Muhtarın karısı|Bir balıkçı|Köyde hiç kimse|İki kardeş|Sanık|Öğretmenimiz|Annem|O gün amcası|Dedem",
        "did": "H X satın almış|H X satardı|H X sipariş etmek istemişti|tavan arasında X bulmuş|her sabah X içerdi|X yüzünden her şeyini kaybetti|X hakkında bir şiir yazdı|X görmemişti|H X aldı",
        "how": "internetten|online|ucuza|ucuz|reçetesiz|eczaneden|ücretsiz|indirimli|bir dükkândan|veresiye",
        "then": "ve kimse fark etmedi|, sonra polis geldi|, oysa yağmur yağıyordu|, 1974 yazıydı|, dedi mahkemede|, hasta teyzesi içindi|, diye anlattı sonra|, tren kalkmadan önce|, çünkü parası yoktu|ve pişman oldu",
    },
    "vi": {
        "who": "Hàng xóm của tôi|Chị của anh ấy|Thầy giáo già|Vợ trưởng thôn|Một ngư dân|Không ai trong làng|Hai anh em|Bị cáo|Mẹ tôi|Ông ấy|Cô ấy|Họ",
        "did": "đã mua X H|từng bán X H|muốn đặt X H|tìm thấy X trên gác|có được X H|uống X mỗi sáng|mất tất cả vì X|chưa từng thấy X|viết một bài thơ về X|cất X trong ngăn kéo|phải trả X cho ngân hàng",
        "how": "trên mạng|trực tuyến|với giá rẻ|giá rẻ|không cần đơn|ở hiệu thuốc|miễn phí|từ một trang web|ở cửa hàng|trả góp",
        "then": "mà không ai biết|cho đến khi công an tới|dù trời mưa|vào mùa hè năm 1974|, ông nói trước tòa|cho người dì bị ốm|, bà kể lại sau này|trước khi tàu chạy|vì không có tiền|rồi hối hận|khi chiến tranh kết thúc|để nuôi con",
    },
    "zh": {
        "who": "我的邻居|他姐姐|那位老教师|村长的妻子|一个渔民|村里没有人|兄弟俩|被告|我们的老师|我母亲|他|她|朋友們|那家公司",
        "did": "H买了X|H卖过X|想H买X|在阁楼上发现了X|H得到了X|每天早上都吃X|因为X失去了一切|从来没见过X|写过一首关于X的诗|把X放在抽屉里|不愿意谈论X|曾经H購買X",
        "how": "在网上|便宜地|没有处方就|在药店|免费|打折时|在商店里|从网站上|贷款|低价",
        "then": "，没有人注意到|，直到警察来了|，虽然下着雨|，那是1974年的夏天|，他在法庭上说|，给生病的姑姑用|，她后来说|，因为没有钱|，从此再也没有提起|，后来很后悔|。战争已经结束了|，鄰居們都這麼說",
    },
}  # fmt: skip
#: Languages that write no spaces between words.
UNSPACED = ("ja", "th", "zh")


def story(random: Random, language: str, thing: str) -> str:
    """Return a sound sentence of a story in which somebody has to do with a thing."""
    parts = {name: found.split("|") for name, found in STORIES[language].items()}
    gap = "" if language in UNSPACED else " "
    how = random.choice(parts["how"]) if random.random() < 0.8 else ""
    did = random.choice(parts["did"]).replace("H", how).replace("X", thing)
    said = random.choice(parts["who"]) + gap + did.strip()
    if random.random() < 0.6:
        then = random.choice(parts["then"])
        said += then if then[0] in ",.，。" else gap + then
    return " ".join(said.split())
