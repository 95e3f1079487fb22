"""Relations as notes tell them that nobody wrote for the rules: who says "my", what is denied, letters, who has whom.

The sentences are this file's own: none is from the corpus. Of each rule there are some where it must not speak.
"""

import pytest

from tests.domain.told_relations import relations


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # Who says "my" inside a quotation.
        (
            'Letter from Wendy, Kayden\'s older sister. She writes: "My boyfriend is Carl."',
            "Carl",
            "sister's boyfriend",
        ),
        ('Kayden\'s aunt Wendy said "my son Ned would love to see him".', "Ned", "cousin"),
        ("Dad's brother Carl said \"I'm your godfather and your uncle\". His daughter Wendy came.", "Wendy", "cousin"),
        # Whose relative, where the sentence is an adult's.
        ("Kayden's uncle Carl is well. He rents in Deal; wife Wendy is due in May.", "Wendy", "uncle's wife"),
        ("Mum was raised by her nan, Edie.", "Edie", "mother's grandmother"),
        ("Kayden's mums sister Wendy and her husband Carl rang, they have two boys, Ned and Max.", "Ned", "cousin"),
        ("Mr and Mrs Webb, who fostered Kayden, moved with their son Ned.", "Ned", "former foster carer's son"),
        ("Uncle Carl came with his twins.", "twins", "cousin"),
        ("His sister Wendy, who is with foster parents in Deal, rang.", "foster parents", "sister's foster carer"),
        # What follows.
        ("PGM, Wendy Shaw, rang. Her son Carl is away.", "Carl", "father"),
        ("PGF rang, and his son, Carl, is Kayden's father.", "Carl", "father"),
        ("Kayden's grandmother Edie had two daughters: Kayden's mother Wendy and Jill.", "Edie", "mother's mother"),
        ("Dad had two brothers: Uncle Carl, who is away, and Ned.", "Carl", "father's brother"),
        ("Dad has two sisters: Wendy, who lives in Deal, and Jill.", "Jill", "father's sister"),
        ("Dad has a grown up son, Ned, from his first marriage.", "Ned", "half-brother"),
        ("PGF's sister Edie said her niece Wendy, dad's cousin, would help.", "Wendy", "father's cousin"),
        ("Tante Heidi: dad's aunt, in Deal.", "Heidi", "father's aunt"),
        ("Dad is away. Wendy is 19, dad's daughter.", "Wendy", "sister"),
        # Who has the child, or had.
        ("Placement of Kayden (11) w/ Mrs Shaw is under strain.", "Mrs Shaw", "foster carer"),
        ("Kayden to Wendy and Carl Shaw, Deal.", "Wendy", "foster carer"),
        ("Kayden will not go back to Mrs Shaw.", "Mrs Shaw", "foster carer"),
        ("Kayden showed me his room at Wendy and Carl's.", "Carl", "foster carer"),
        ("Kayden went to Wendy for six weeks.", "Wendy", "former foster carer"),
        ("Staying Put w/ Wendy agreed.", "Wendy", "foster carer"),
        ("Kayden was placed with Wendy and Carl Shaw, then with Mrs Ali.", "Mrs Ali", "foster carer"),
        ("I was Kayden's foster mother from 2015. My husband Carl died.", "Carl", "former foster carer's husband"),
        ("Wendy = last carer.", "Wendy", "former foster carer"),
        ("Moved to Wendy and Carl Shaw (foster carers) until July.", "Carl Shaw", "former foster carer"),
        ("Tea with Mrs Pritchard at number 9.", "Mrs Pritchard", "neighbour"),
        # Letters and double names.
        ("Rang PGM. She says M now w Carl Shaw.", "Carl Shaw", "mother's partner"),
        ("We told M to ring. M's sis Wendy helps.", "Wendy", "mother's sister"),
        ("Mum Ellie-May is 16. Ellie-May's own mother has not been told.", "mother", "mother's mother"),
        ("His half sister Lacey-Mae was born.", "Lacey-Mae", "half-sister"),
        ("The mother, Ms Rukhsana Bibi, attended. Ms Bibi cried.", "Ms Rukhsana Bibi", "mother"),
        # Words.
        ("Kayden went out with Ned, a mate. They came back.", "Ned", "friend"),
        ("He came with sister Jill and their baby brother Ned.", "Ned", "brother"),
        ("aunti Karen rang.", "Karen", "aunt"),
        ("Foster carers Abi and Carl.", "Carl", "foster carer"),
    ],
)
def test_it_says_how_they_are_related(text, who, relation):
    assert relations(text)[who] == relation


@pytest.mark.parametrize(
    ("text", "who", "child"),
    [
        # Said not to be, or thought to be.
        ("Carl isn't mum's boyfriend, he is a lodger.", "boyfriend", "Kayden"),
        ("Kayden thought Carl was his dad.", "Carl", "Kayden"),
        ("Ned isn't my brother but we are close.", "brother", "Kayden"),
        ("Wendy is like my nan.", "Wendy", "Kayden"),
        # Somebody else speaks.
        ('"My daughter Wendy has let him down," said Mrs Marsh.', "Wendy", "Kayden"),
        ('Carl said "she\'s my sister".', "Carl", "Kayden"),
        # Whose mother the note does not say.
        ("Ms Doyle is one of six; her mother raised them.", "mother", "Kaylee"),
        # Nobody in particular.
        ("Mother, Wendy, came to Luton in 2010 as a carer, leaving Kayden.", "carer", "Kayden"),
        ("Panel on connected persons.", "connected persons", "Kayden"),
        ("Foster carer record.", "Foster carer", "Kayden"),
        ("Word came from Carl, an old man of the village.", "Carl", "Kayden"),
        ("He spends the other half of it in Deal.", "other half", "Kayden"),
        # A worker, a stranger, a shopkeeper.
        ("Kayden settled with Miss Shaw.", "Miss Shaw", "Kayden"),
        ("Carl walked Kayden to Ms Gaunt.", "Ms Gaunt", "Kayden"),
        ("The man didn't know Pops, but an old lady, Miss Ivy, said so.", "Miss Ivy", "Kayden"),
        ("The shopkeeper, Mr Teofil Pop, rang.", "Mr Teofil", "Kayden"),
        # A name.
        ("At the beach Mae saw a lady.", "Mae", "Mae"),
        ("Kyle M said so. M & P Goodwin came.", "M", "Kayden"),
    ],
)
def test_it_says_nothing_where_the_note_does_not(text, who, child):
    assert relations(text, child).get(who) is None


@pytest.mark.parametrize(
    ("text", "who", "relation"),
    [
        # The child's own words, and a carer's outside a quotation, are read as before.
        ('Kayden said "my brother Ned is nice".', "Ned", "brother"),
        ('Kayden\'s sister Wendy said "our mum is poorly".', "mum", "mother"),
        ("We had a good day. My husband Carl read to him.", "Carl", "foster carer's husband"),
        # Another son, and a father who is named.
        ("MGM rang. Her daughter Wendy would have him. Mum is not told.", "Wendy", "mother's sister"),
        ("PGM, Wendy Shaw, rang. Her other son, Carl, works nights.", "Carl", "father's brother"),
        ("Kayden's father is Ned. PGM, Wendy Shaw, rang. Her son Carl is away.", "Carl", "father's brother"),
        # A couple of whom one is somebody else's family.
        ("Mum's brother Carl rang. Kayden to Carl and Wendy for the weekend.", "Carl", "mother's brother"),
        ("Godmother = Auntie Wendy.", "Wendy", "godmother"),
        ("Tina, mum's sister - said so.", "Tina", "mother's sister"),
    ],
)
def test_what_was_read_before_is_read_so_still(text, who, relation):
    assert relations(text)[who] == relation
