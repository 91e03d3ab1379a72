"""What an argument is for, from its name as people usually write it."""

import re

LAYERS = (("input_size", r"i|in|inputs?|features?|x|visible|attributes?|dims?|dimensions?"),
          ("hidden_size", r"hidden|hid|h"),
          ("output_size", r"o|out|outputs?|classes|labels|y|targets?"))  # fmt: skip
COUNTED = r"(n|num|number|no|nr|nb|count|dim|size)(of)?({0})(nodes?|neurons?|units?|layer|size|dim)?"
MEASURED = (
    r"({0})(size|dims?|nodes?|neurons?|units?|layer|layerneurons|layersize|layernodes|channels|count|number|length|len|"
    r"shape|width)"
)

PATTERNS: tuple[tuple[str, str], ...] = (  # names in small letters without underscores; the first that fits
    ("flag", r"verbose|print|plot|debug|show|disp|shuffle|log|monitor|graph|save|visual|normali[sz]e|standardi[sz]e"),
    ("seed", r"seed|randomstate|rng"),
    ("rate", r".*(learningrate|learnrate|lrate|stepsize).*|lr|eta|alpha|rate|lrn|learning|step|mu0|gain"),
    ("epochs", r".*(epoch|iter|cycles).*|n?steps|maxsteps|numsteps|times|generations|trials|rounds"),
    ("batch_size", r".*batch_?size.*|n?minibatch(size)?|batch|bs"),
    ("momentum", r".*momentum.*|mu|beta1?|gamma|rho"),
    ("beta2", r"beta2"),
    ("decay", r".*(lambda|lmbda|lambd|regular|decay).*|lam|reg(str|strength|param|parameter|coeff?|rate)?|l1|l2|penalty|c"),
    ("keep", r".*keep.*|.*dropout.*"),
    ("epsilon", r".*(eps|tol|threshold|precision|error_?bound|mincost).*"),
    (
        "none",
        r"(x|y|data|input|inputs|target|targets|labels?)?(test|val|valid|validation|eval|"
        r"dev).*|.*(test|val|valid)(x|y|data|set|inputs|labels)?|t[ex]st",
    ),
    ("layer_count", r"(n|num|number|no)(of)?(hidden)?layers|numlayer|hiddenlayers?(count|num)|depth|nl"),
    (
        "sizes",
        r".*(layers?(dims?|sizes?|units|nodes|structure|shape)|topology|architecture|structure|"
        r"layerslist).*|sizes?|layers|dims|dimensions|shape|units|layerspec|arch|nodes|"
        r"neurons|nunits|nnodes|networksize|netsize",
    ),
    ("hidden_size", r".*(hidden|hid).*|nh|h|hnodes|numneurons|nneurons|width|l1size"),
    ("units", r"(n|num|number|no)of(neurons|units|nodes|perceptrons)"),
    (
        "inputs",
        r"(train|training)?(x|xs|inputs?|features?)(train|training|data|batch|values?|"
        r"vector|vec|list|array|s|set|matrix|row)?|samples?|sample|inp|rows?|images?|points?|"
        r"a0|vec|vector|xi|x0|designmatrix|predictors|xx|instance|pattern|imgs?|xmat",
    ),
    (
        "targets",
        r"(train|training|true|teacher|real|actual|the)?(y|ys|targets?|labels?|outputs?|"
        r"expected|desired|truth|t)(train|training|data|batch|values?|vector|vec|list|"
        r"array|true|s|output|outputs|set|orig|real|matrix|label|labels|target|onehot)?|"
        r"d|answers?|correct|goals?|yi|class|classes|gt|groundtruth|yhot|ytrue|expectedoutputs?|"
        r"desiredoutputs?",
    ),
    (
        "pairs",
        r"(train|training)?(data|dataset|datas|examples?|pairs|patterns|set|sets)(set|"
        r"list|train)?|train|training|dat|trainset|trainingset|ds",
    ),
    ("output_size", r"nclass(es)?|numclass(es)?|numlabels|nlabels|k"),
    (
        "weights",
        r"(w|weights?|theta|syn|b|bias)[0-3]|theta|w|weights?|coef(ficients)?|beta|params?|"
        r"thetas|initialtheta|starting(m|w|theta)|wts|ws|m|slope|w0|weight(s)?vector",
    ),
    ("bias", r"b|bias|intercept|b0|biases|startingb|initialb"),
    ("activation", r".*(activation|nonlinearity|transfer|actfunc|actfn|squash).*|act|func?|f|fn|phi|g|sigma"),
    ("loss", r".*(loss|cost|objective|criterion).*"),
    ("optimiser", r".*(optimi[sz]er|method|solver|updaterule).*"),
    ("initialiser", r".*(init|scale|std|var).*"),
)  # fmt: skip

SIZES: tuple[tuple[str, str], ...] = (  # where a number is wanted
    ("hidden_size", r".*(hidden|hid).*|nh|h|hnodes|n1|l1|.*mid.*|nneurons|numneurons|neurons|units|width"),
    ("output_size", r".*(out|class|label|target).*|no|ny|k|c|onodes|dy|y|n2|nclasses|ydim|ysize"),
    ("input_size", r".*(in|feature|vis|attr|var|weights).*|ni|nx|d|n|dim|dims|inodes|dx|x|size|xdim|xsize|n0"),
)

SIZED = [(role, re.compile(f"{COUNTED}|{MEASURED}".format(names))) for role, names in LAYERS]
ANYWHERE = (
    ("inputs", re.compile(r"input|feature|sample")),
    ("targets", re.compile(r"output|target|label|expected|desired")),
)
COMPILED = [(role, re.compile(pattern)) for role, pattern in PATTERNS]
COMPILED_SIZES = [(role, re.compile(pattern)) for role, pattern in SIZES]


def plain(name: str) -> str:
    """The name in small letters, without underscores."""
    return name.replace("_", "").lower()


def role_of(name: str) -> str | None:
    """What an argument of this name is for, or None."""
    short = plain(name)
    whole = (role for role, pattern in (*SIZED, *COMPILED) if pattern.fullmatch(short))
    return next(whole, None) or next((role for role, pattern in ANYWHERE if pattern.search(short)), None)


def size_of(name: str) -> str | None:
    """Which layer's size a whole number of this name is, or None."""
    return next((role for role, pattern in COMPILED_SIZES if pattern.fullmatch(plain(name))), None)
