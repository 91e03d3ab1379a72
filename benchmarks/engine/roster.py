"""Who takes part: each peer's name in the tables, and where its class is."""

ROSTER = {
    "ours": "clearprop_peer:Native",
    "NumPy target": "clearprop_peer:NumpyTarget",
    "JAX": "jax_peer:JaxPeer",
    "C": "c_peer:CPeer",
    "Numba": "numba_peer:NumbaPeer",
    "PyTorch": "torch_peer:TorchPeer",
    "scikit-learn": "sklearn_peer:SklearnPeer",
    "Python": "python_peer:PythonPeer",
    "products": "products:Products",
}
"""``products`` is no peer: one step's products by the BLAS and nothing else, the limit where they are large."""
OURS = ("ours", "NumPy target")
LIMIT = "products"


class CannotTrain(Exception):
    """Why a peer does not take part in a cell: one sentence."""
