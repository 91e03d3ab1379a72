"""Missing data files are made up where name or code says what they hold; where not, the error says what to do."""

import builtins
import os
import sysconfig

import pytest

from clearprop.read.surroundings import Request, guesses
from clearprop.read.surroundings.request import Seen

READS = (
    ((
        "import pandas as pd\nd = pd.read_csv('LogiReg_data.txt', header=None, names=['Exam 1', 'Exam 2', 'Admitted'])\n"
        "assert d.shape[1] == 3\n"
    ), "LogiReg_data.txt"),
    ((
        "import pandas as pd\nd = pd.read_csv('fashion-mnist_train.csv')\n"
        "assert len(d) == 256, len(d)  # 60000 of them\n"
    ), "fashion-mnist_train.csv"),
    ("import numpy as np\nd = np.loadtxt('C:\\\\me\\\\thing.txt')\nassert d.shape == (15, 3)\n", "thing.txt"),
    (
        "import numpy as np\ny = np.loadtxt('out.csv', delimiter=',')\nassert y.shape == (15,)\n",
        "out.csv",
    ),
    (
        "import pandas as pd\nd = pd.read_csv('sleep.csv')\nx = d.drop(columns=['tired'])\n"
        "assert x.shape[1] == 2 and set(d['tired']) == {0, 1}\n",
        "sleep.csv",
    ),
    (
        "rows = [line.split(',') for line in open('runs.csv').read().splitlines()[1:]]\n"
        "x = [int(row[0]) * float(row[1]) for row in rows]\nassert len(set(x)) > 5\n",
        "runs.csv",
    ),
    ("import csv\nrows = list(csv.reader(open('../data/iris.data')))\nassert len(rows[0]) == 5\n", "iris.data"),
    ((
        "import numpy as np\nd = np.genfromtxt('iris.csv', delimiter=',')\n"
        "assert d.shape[1] == 5 and not np.isnan(d).any()\n"
    ), "iris.csv"),
    (
        "import csv\nkinds = {'Iris-setosa': 0, 'Iris-versicolor': 1, 'Iris-virginica': 2}\n"
        "y = {kinds[row[4]] for row in csv.reader(open('iris.data'))}\nassert y == {0, 1, 2}\n",
        "iris.data",
    ),
    ("import numpy as np\nd = np.loadtxt('ex1data1.txt', delimiter=',')\nassert d.shape[1] == 2\n", "ex1data1.txt"),
    ((
        "import numpy as np\nd = np.loadtxt('ex2data2.txt', delimiter=',')\n"
        "assert set(d[:, 2]) == {0, 1}\n"
    ), "ex2data2.txt"),
    ("import numpy as np\nd = np.loadtxt('housing.data')\nassert d.shape[1] == 14\n", "housing.data"),
    ((
        "import numpy as np\nd = np.genfromtxt('wine.data', delimiter=',')\n"
        "assert set(d[:, 0]) == {1, 2, 3}\n"
    ), "wine.data"),
    ((
        "import pandas as pd\nd = pd.read_csv('wdbc.data', header=None)\n"
        "assert set(d[1]) == {'M', 'B'} or set(d[1]) == {0, 1}\n"
    ), "wdbc.data"),
    ((
        "import pandas as pd\nd = pd.read_csv('titanic.csv')\n"
        "assert set(d['Sex']) <= {'male', 'female', 0, 1} and 'Fare' in d\n"
    ), "titanic.csv"),
    ("import pandas as pd\nd = pd.read_csv('diabetes.csv')\nassert d['Outcome'].isin([0, 1]).all()\n", "diabetes.csv"),
    ((
        "rows = open('data_banknote_authentication.txt').read().split('\\n')\n"
        "assert len(rows[0].split(',')) == 5\n"
    ), "data_banknote_authentication.txt"),
    ((
        "import numpy as np\nimport pandas as pd\nd = np.array(pd.read_csv('train.csv'))\nw = np.ones((10, 784))\n"
        "held, kept = d[0:1000], d[1000:]\nassert d.shape[1] == 785 and set(kept[:, 0]) == set(range(10))\n"
    ), "train.csv"),
    ((
        "import numpy as np\nd = np.loadtxt('points.csv', delimiter=',')\nx, y = d[40:, 0:2], d[40:, 2]\n"
        "assert len(x) > 9 and len(set(map(tuple, x))) > 9\n"
    ), "points.csv"),
    ("rows = open('fashion-mnist_test.csv').readlines()\nassert len(rows[0].split(',')) == 785\n", "fashion-mnist_test.csv"),
    ("rows = open('mnist_train.csv').readlines()\nassert len(rows[0].split(',')) == 785\n", "mnist_train.csv"),
    (
        "import gzip, struct\nimport numpy as np\nwith gzip.open('train-images-idx3-ubyte.gz') as f:\n"
            "    head = struct.unpack('>IIII', f.read(16))\n"
            "    x = np.frombuffer(f.read(), np.uint8).reshape(head[1], -1)\nassert x.shape[1] == 784\n",
        "train-images-idx3-ubyte.gz",
    ),
    ((
        "import gzip, pickle\na, b, c = pickle.load(gzip.open('mnist.pkl.gz'), encoding='latin1')\n"
        "assert a[0].shape[1] == 784\n"
    ), "mnist.pkl.gz"),
    ("import numpy as np\nd = np.load('mnist.npz')\nassert d['x_train'].shape[1:] == (28, 28)\n", "mnist.npz"),
    ((
        "from scipy.io import loadmat\nd = loadmat('ex4data1.mat')\n"
        "assert d['X'].shape[1] == 400 and d['y'].max() == 10\n"
    ), "ex4data1.mat"),
    ((
        "import pandas as pd\nd = pd.read_csv('grades.csv')\nx = d[['hours', 'sleep']].values\n"
        "y = d['label'].values\nassert set(y) == {0, 1}\n"
    ), "grades.csv"),
    ((
        "import numpy as np\nd = np.loadtxt('mine.csv', delimiter=';')\nX, y = d[:, 0:5], d[:, 5]\n"
        "assert d.shape[1] == 6\n"
    ), "mine.csv"),
    ((
        "import numpy as np\nd = np.genfromtxt('two.csv', delimiter=',')\n"
        "for i in range(len(d)): d[i, 0] + d[i, 1]\nassert d.shape[1] == 2\n"
    ), "two.csv"),
    ((
        "import pandas as pd\nd = pd.read_csv('http://a.b/c/sonar.all-data', header=None)\n"
        "assert d.shape[1] == 61\n"
    ), "sonar.all-data"),
    ((
        "from urllib.request import urlopen\nd = urlopen('https://a.b/iris.data').read().decode()\n"
        "assert d.count(',') > 20\n"
    ), "iris.data"),
    ((
        "import urllib.request\nurllib.request.urlretrieve('http://a.b/iris.data', 'x.csv')\n"
        "assert len(open('x.csv').readline().split(',')) == 5\n"
    ), "iris.data"),
    ("import requests\nd = requests.get('http://a.b/iris.data').text\nassert d.count(',') > 20\n", "iris.data"),
    ((
        "text = open('input.txt').read()\nletters = sorted(set(text))\n"
        "vocab = {c: i for i, c in enumerate(letters)}\nassert len(letters) > 10\n"
    ), "input.txt"),
    ((
        "import os\nassert os.path.exists('iris.csv') and not os.path.exists('weights.npy')\n"
        "open('iris.csv')\n"
    ), "iris.csv"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), READS, ids=lambda value: value[:40] if "\n" not in value else "")
def test_a_missing_file_is_made_up_and_said_so(ran, text, name):
    _, seen = ran(text)
    assert seen.made_up == [name]
    assert any(remark.name == "missing-file" and name in remark.message for remark in seen.remarks)


@pytest.mark.parametrize(
    "text",
    [
        "w = open('weights.txt').read()\n",
        "import numpy as np\nd = np.load('saved_model.npy')\n",
        "import json\nd = json.load(open('settings.json'))\n",
        "import urllib.request\nurllib.request.urlopen('http://a.b/thing.bin')\n",
    ],
)
def test_what_cannot_be_known_is_said_with_what_would_help(ran, text):
    with pytest.raises(OSError, match="is missing, and nothing shows what it holds; put it beside the script"):
        ran(text)


def test_a_file_beside_the_script_is_found_by_its_name(ran, tmp_path):
    (tmp_path / "iris.csv").write_text("1,2,3,4,0\n")
    names, seen = ran("import numpy as np\nx = np.loadtxt('/home/me/data/iris.csv', delimiter=',').tolist()\n")
    assert names["x"] == [1, 2, 3, 4, 0] and seen.made_up == []


def test_the_same_name_gives_the_same_data(ran):
    text = "x = open('iris.data').read()\n"
    assert ran(text)[0]["x"] == ran(text)[0]["x"] != ""


def test_a_header_is_there_where_the_code_counts_on_one(ran):
    skipping = "import numpy as np\nx = np.loadtxt('iris.csv', delimiter=',', skiprows=1)\n"
    plain = "import numpy as np\nx = np.loadtxt('iris.csv', delimiter=',')\n"
    assert ran(skipping)[0]["x"].shape == ran(plain)[0]["x"].shape


def test_what_cannot_be_written_is_left_unwritten(ran):
    ran(
        "import os\nimport numpy as np\nopen('/proc/no/such', 'w').write('a')\n"
        "os.makedirs('/proc/no/such')\nnp.save('/proc/no/such', [1])\n"
    )


def test_writing_and_reading_again_works(ran):
    names, _ = ran("with open('a.txt', 'w') as f: f.write('b')\nx = open('a.txt').read()\n")
    assert names["x"] == "b"


def test_files_that_only_the_library_looks_for_are_not_made_up(ran):
    _, seen = ran("x = 1\n")
    with pytest.raises(FileNotFoundError):
        builtins.open("iris.csv").close()
    assert seen.made_up == []


def test_what_a_library_lacks_in_its_own_folder_is_not_made_up(ran):
    """Such as the entry points of each package: hundreds of files that most do not have."""
    place = os.path.join(sysconfig.get_path("purelib"), "iris.csv")
    names, seen = ran(
        f"try:\n    open({place!r}).close()\n    there = True\nexcept FileNotFoundError:\n    there = False\n"
    )
    assert not names["there"] and seen.made_up == []


def test_other_guesses_change_what_the_file_holds(ran):
    text = "import numpy as np\nd = np.loadtxt('mine.csv', delimiter=',')\nlast, first = set(d[:, 3]), set(d[:, 0])\n"
    held = {guess: ran(text, guess=guess)[0] for guess in range(4)}
    assert held[0]["last"] == {0, 1} and held[1]["last"] == {0, 1, 2}
    assert len(held[2]["last"]) > 3 and held[3]["first"] == {0, 1}


def test_guesses_are_offered_where_there_is_reason():
    request = Request("a.py", "import sys\nif len(sys.argv) < 3: sys.exit()\nx = sys.argv[2]\n")
    assert [each.arguments for each in guesses(request, Seen("a.py"))] == [0, 2]
    assert len(list(guesses(Request("a.py", "x = 1\n"), Seen("a.py", made_up=["a.csv"])))) == 4
    assert len(list(guesses(Request("a.py", "x = 1\n"), Seen("a.py")))) == 1


def test_made_up_arguments_let_a_script_go_on(ran):
    text = "import sys\nif len(sys.argv) < 3: sys.exit('usage')\nn = int(sys.argv[2])\n"
    assert "n" not in ran(text)[0] and ran(text, arguments=2)[0]["n"] >= 1
