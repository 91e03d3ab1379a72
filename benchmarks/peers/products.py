"""No peer but the limit: one step's products by SciPy's OpenBLAS, nothing between them, called from C."""

import ctypes
from itertools import chain
from typing import Any

import numpy as np
from scipy.linalg import cython_blas

from benchmarks.peers.c_peer import POINTER, made
from benchmarks.peers.peer import Peer


class Products(Peer):
    """As many steps an epoch as the cell has updates; operands of the step's sizes lie one after the other."""

    def begin(self, parameters: list[np.ndarray]) -> None:
        sizes = self.cell.products
        self.sizes = np.array([*chain.from_iterable(sizes)], np.int32)
        self.rooms = [
            tuple(np.full(shape, 0.01, self.cell.dtype) for shape in ((rows, inner), (inner, columns), (rows, columns)))
            for rows, inner, columns in sizes
        ]
        self.addresses = (POINTER * (3 * len(sizes)))(*(a.ctypes.data for room in self.rooms for a in room))
        self.run: Any = None

    def epoch(self, order: np.ndarray | None) -> float:
        self.run = self.run or self.loaded()
        self.run(len(self.rooms), self.sizes.ctypes.data, self.addresses, self.cell.updates)
        return 0.0

    def loaded(self) -> Any:
        number, name = {"float64": ("double", "dgemm"), "float32": ("float", "sgemm")}[self.cell.dtype]
        library = ctypes.CDLL(str(made("products.c", [f"-Dnumber={number}"])))
        library.begin.argtypes = (POINTER,)
        library.begin(address_of(name))
        library.epoch.restype = None
        library.epoch.argtypes = (ctypes.c_int, POINTER, POINTER, ctypes.c_int64)
        return library.epoch

    def weights(self) -> list[np.ndarray]:
        return []


def address_of(name: str) -> int:
    """Where the BLAS has this function."""
    capsule = cython_blas.__pyx_capi__[name]
    get_name = ctypes.pythonapi.PyCapsule_GetName
    get_name.restype, get_name.argtypes = ctypes.c_char_p, (ctypes.py_object,)
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.restype, get_pointer.argtypes = POINTER, (ctypes.py_object, ctypes.c_char_p)
    return get_pointer(capsule, get_name(capsule))
