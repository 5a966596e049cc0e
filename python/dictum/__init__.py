"""Dictum: questions answered from what experts said, with the words of the source.

    import dictum
    kb = dictum.open("kb.db")                       # or dictum.load("pack", ...), in memory
    print(kb.ask("What does an A100 server cost?").text)
    for row in kb.query("server_price(server, price)", server="a100"):
        print(row.server, row.price.lo, row.price.unit)

What goes wrong is an Error with its code, its words and every problem of a text. A session may be
used from several threads, one call at a time; other threads of Python run during a call.
"""
import collections
import ctypes
import datetime
import json
import math
import os
import threading
import weakref

from . import _native
from ._native import library as _library
from ._show import answer_html, table_html

__all__ = ["open", "load", "Session", "Goal", "Answer", "Rows", "Quantity", "Strength", "Error",
           "InvalidError", "NotFoundError", "LimitError", "InterruptError", "MisuseError",
           "Problem", "version"]

Quantity = collections.namedtuple("Quantity", "lo hi unit lo_open hi_open",
                                  defaults=(None, False, False))
Quantity.__doc__ = "An interval in a unit; an absent end is None."
Strength = collections.namedtuple("Strength", "modality confidence disputed")
Problem = collections.namedtuple("Problem", "id file line column message mend is_warning")
_MODALITIES = ["stated", "estimate", "forecast", "opinion", "unconfirmed"]


class Error(Exception):
    """Whatever the library refuses: `code`, its name, and the problems of a text."""

    def __init__(self, code, message, problems=()):
        super().__init__(message)
        self.code = code
        self.name = _library.dictum_code_name(code).decode()
        self.problems = list(problems)


class InvalidError(Error, ValueError):
    """A text that is wrong: `problems` says where and how to mend it."""


class NotFoundError(Error, LookupError):
    """A file, table, source or fact that is not there."""


class LimitError(Error):
    """A limit of the session was reached."""


class InterruptError(Error):
    """Session.interrupt() ended the call."""


class MisuseError(Error):
    """The call itself is wrong, as one on a closed session."""


_ERRORS = {_native.INVALID: InvalidError, _native.NOT_FOUND: NotFoundError,
           _native.LIMIT: LimitError, _native.INTERRUPTED: InterruptError,
           _native.MISUSE: MisuseError}


def version():
    """The version of the library."""
    return _library.dictum_version().decode()


def open(path, create=False):
    """A session over a knowledge base file; with `create` it may be made by the first load."""
    return Session(os.fspath(path), _native.CREATE if create else 0)


def load(*packs):
    """A session in memory over packs, which are folders."""
    session = Session(None, 0)
    for pack in packs:
        session.load(pack)
    return session


class Answer:
    """An answer: `text`, `status`, `answers`, `conflicts`; all of it in `data`, and as `json`."""

    def __init__(self, text):
        self.json = text
        self.data = json.loads(text)

    @property
    def text(self):
        return self.data.get("text", "")

    @property
    def status(self):
        return self.data.get("status")

    @property
    def goal(self):
        return self.data.get("goal")

    @property
    def answers(self):
        return self.data.get("answers", [])

    @property
    def conflicts(self):
        return self.data.get("conflicts", [])

    @property
    def suggestions(self):
        return self.data.get("suggestions", [])

    def __getitem__(self, key):
        return self.data[key]

    def __repr__(self):
        return f"<Answer {self.status}: {self.text}>"

    def _repr_html_(self):
        return answer_html(self.data)


class Rows(list):
    """Rows of a goal, each a named tuple; pandas.DataFrame(rows) has their columns."""

    def __init__(self, columns, rows):
        super().__init__(rows)
        self.columns = columns

    def _repr_html_(self):
        return table_html(self.columns, self)


def _date(text):
    return datetime.date.fromisoformat(text)


class Goal:
    """A goal that is prepared once: call it with values for some of its variables."""

    def __init__(self, session, text):
        handle = ctypes.c_void_p()
        session._check(_library.dictum_goal_prepare(session._handle, text.encode(),
                                                    ctypes.byref(handle)))
        self._session, self._handle = session, handle
        width = _library.dictum_goal_width(handle)
        self.columns = [_library.dictum_goal_name(handle, i).decode() for i in range(width)]
        self.types = [_library.dictum_goal_type(handle, i).decode() for i in range(width)]
        kinds = [_native.KINDS[_library.dictum_goal_kind(handle, i)] for i in range(width)]
        self._row = collections.namedtuple("Row", self.columns, rename=True)
        self._readers = [self._reader(i, kind) for i, kind in enumerate(kinds)]
        self._numbers = {name: i for i, name in enumerate(self.columns)}
        session._goals.add(self)

    def __call__(self, **values):
        """The rows where the named variables have these values."""
        with self._session._lock:
            self._bind(values)
            return Rows(self.columns, self._rows())

    def strengths(self, **values):
        """Each row with its strength, which is looked for by its proof."""
        with self._session._lock:
            self._bind(values)
            return self._rows(with_strength=True)

    def answer(self, **values):
        """The goal with these values in place as an Answer, with proofs and citations."""
        with self._session._lock:
            self._bind(values)
            return Answer(self._session._text(_library.dictum_goal_json, self._handle, None))

    def close(self):
        """Frees the goal; closing it again does nothing."""
        with self._session._lock:
            if self._handle is not None:
                _library.dictum_goal_finalize(self._handle)
                self._handle = None
                self._session._goals.discard(self)

    def __del__(self):
        if getattr(self, "_handle", None) is not None and self._session._handle is not None:
            self.close()

    def __repr__(self):
        return f"<Goal ({', '.join(map(': '.join, zip(self.columns, self.types)))})>"

    def _bind(self, values):
        handle, check = self._handle, self._session._check
        check(_library.dictum_goal_unbind_all(handle))
        check(_library.dictum_goal_reset(handle))
        for name, value in values.items():
            if name not in self._numbers:
                known = ", ".join(self.columns)
                raise TypeError(f"the goal has no variable `{name}`; it has {known}")
            check(self._bind_one(handle, self._numbers[name], value))

    @staticmethod
    def _bind_one(handle, column, value):
        if value is None:
            return _library.dictum_goal_unbind(handle, column)
        if isinstance(value, bool):
            return _library.dictum_goal_bind_bool(handle, column, value)
        if isinstance(value, int):
            if -2**63 <= value < 2**63:
                return _library.dictum_goal_bind_number(handle, column, value)
            value = str(value)
        if isinstance(value, float):
            return _library.dictum_goal_bind_real(handle, column, value)
        if isinstance(value, tuple):
            quantity = Quantity(*value)
            lo = -math.inf if quantity.lo is None else quantity.lo
            hi = math.inf if quantity.hi is None else quantity.hi
            unit = None if quantity.unit is None else quantity.unit.encode()
            return _library.dictum_goal_bind_quantity(handle, column, lo, hi, unit)
        if isinstance(value, datetime.date):
            value = value.isoformat()
        if not isinstance(value, str):
            raise TypeError(f"{type(value).__name__} is no value of a goal")
        data = value.encode()
        return _library.dictum_goal_bind_text(handle, column, data, len(data))

    def _rows(self, with_strength=False):
        handle, readers, rows = self._handle, self._readers, []
        step = _library.dictum_goal_step
        while (code := step(handle)) == _native.ROW:
            row = self._row._make([read(handle) for read in readers])
            rows.append((row, self._strength()) if with_strength else row)
        if code != _native.DONE:
            self._session._check(code)
        return rows

    def _strength(self):
        modality, confidence, disputed = ctypes.c_int(), ctypes.c_double(), ctypes.c_int()
        self._session._check(_library.dictum_goal_strength(
            self._handle, ctypes.byref(modality), ctypes.byref(confidence),
            ctypes.byref(disputed)))
        return Strength(_MODALITIES[modality.value], confidence.value, bool(disputed.value))

    @staticmethod
    def _reader(column, kind):
        def simple(function, place, convert):
            reference = ctypes.byref(place)

            def read(handle):
                function(handle, column, reference)
                return convert(place)
            return read

        if kind in ("number", "unsigned"):
            mask = 2**64 - 1 if kind == "unsigned" else None
            return simple(_library.dictum_goal_number, ctypes.c_longlong(),
                          lambda p: p.value if mask is None else p.value & mask)
        if kind == "float":
            return simple(_library.dictum_goal_real, ctypes.c_double(), lambda p: p.value)
        if kind == "bool":
            return simple(_library.dictum_goal_bool, ctypes.c_int(), lambda p: bool(p.value))
        if kind == "quantity":
            return simple(_library.dictum_goal_quantity, _native.Quantity(), lambda p: Quantity(
                None if p.lo == -math.inf else p.lo, None if p.hi == math.inf else p.hi,
                p.unit.decode(), bool(p.lo_open), bool(p.hi_open)))
        text, length = ctypes.c_char_p(), ctypes.c_size_t()
        places = ctypes.byref(text), ctypes.byref(length)
        convert = _date if kind == "date" else str

        def read(handle):
            _library.dictum_goal_text(handle, column, *places)
            return convert(ctypes.string_at(text, length.value).decode())
        return read


class Session:
    """Knowledge that is asked. Use `open` or `load` to make one."""

    def __init__(self, path, flags):
        self._lock = threading.RLock()
        self._goals = weakref.WeakSet()
        self._prepared = collections.OrderedDict()
        handle = ctypes.c_void_p()
        code = _library.dictum_open(ctypes.byref(handle), None if path is None else path.encode(),
                                    flags, _native.ABI_VERSION)
        self._handle = handle if handle.value else None
        if code != _native.OK:
            try:
                self._check(code)
            finally:
                self.close()

    # ---- what is asked ---------------------------------------------------------------------

    def ask(self, question, **under):
        """Answers a question in Chinese or English. `under`: see `answer`."""
        return self._answer(_library.dictum_ask, question, under)

    def answer(self, goal, **under):
        """A goal with proofs and citations, under any of: language, as_of, recorded_by, at_least
        (texts), assume, without, set (a text, or several)."""
        return self._answer(_library.dictum_query, goal, under)

    def query(self, goal, **values):
        """The rows of a goal, with values for some of its variables."""
        with self._lock:
            prepared = self._prepared.pop(goal, None) or self.prepare(goal)
            self._prepared[goal] = prepared
            if len(self._prepared) > 64:
                self._prepared.popitem(last=False)[1].close()
            return prepared(**values)

    def prepare(self, goal):
        """A goal that is read once and then called with values."""
        with self._lock:
            return Goal(self, goal)

    def why(self, fact, **under):
        """The proofs of a fact or goal as sentences."""
        return self._call(_library.dictum_why_text, fact, under)

    def why_not(self, goal, **under):
        """Why a goal has no answer, and what to ask for."""
        return Answer(self._call(_library.dictum_why_not, goal, under))

    def what_if(self, asked, **under):
        """A goal or question before and after what is assumed, left out or set."""
        return Answer(self._call(_library.dictum_what_if, asked, under))

    def sensitivity(self, asked, **under):
        """Which claims move the answer."""
        return Answer(self._call(_library.dictum_sensitivity, asked, under))

    def decide(self, table, inputs=None, why=False, **named):
        """The decision of a table for named inputs; for a list of such, a list."""
        several = isinstance(inputs, (list, tuple))
        records = inputs if several else [dict(inputs or {}, **named)]
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        data = text.encode()
        with self._lock:
            lines = self._text(_library.dictum_decide, self._handle, table.encode(), data,
                               len(data), why)
        decisions = [json.loads(line) for line in lines.splitlines()]
        return decisions if several else decisions[0]

    def schema(self):
        """What there is to ask about."""
        with self._lock:
            return json.loads(self._text(_library.dictum_schema, self._handle))

    def source(self, source_id):
        """A source with its turns."""
        with self._lock:
            return json.loads(self._text(_library.dictum_source, self._handle, source_id.encode()))

    # ---- what is known ---------------------------------------------------------------------

    def load(self, pack, recorded_at=None):
        """Loads a pack; a file also wants the time that it notes. Prepared goals are closed."""
        with self._lock:
            self._close_goals()
            at = None if recorded_at is None else recorded_at.encode()
            self._check(_library.dictum_load(self._handle, os.fspath(pack).encode(), at))

    def assert_fact(self, fact):
        """From now on everything is answered as if the fact was known."""
        self._fact(_library.dictum_assert, fact)

    def retract_fact(self, fact):
        """Takes back an asserted fact, or leaves out the claims of a known one."""
        self._fact(_library.dictum_retract, fact)

    def forget(self):
        """Forgets what was asserted and retracted."""
        with self._lock:
            self._check(_library.dictum_forget(self._handle))

    @property
    def warnings(self):
        with self._lock:
            return [_library.dictum_warning_at(self._handle, i).decode()
                    for i in range(_library.dictum_warning_count(self._handle))]

    # ---- bounds ----------------------------------------------------------------------------

    def set_limits(self, **limits):
        """Any of milliseconds (of a call; 0: none), bytes, tuples, rounds, rows, proof_nodes."""
        with self._lock:
            for name, value in limits.items():
                if name not in _native.LIMITS:
                    raise TypeError(f"there is no limit `{name}`")
                self._check(_library.dictum_set_limit(self._handle, _native.LIMITS[name], value))

    def interrupt(self):
        """Ends the call that another thread has in this session."""
        _library.dictum_interrupt(self._handle)

    # ---- the end ---------------------------------------------------------------------------

    def close(self):
        """Frees everything; closing again does nothing."""
        with self._lock:
            if self._handle is not None:
                self._close_goals()
                _library.dictum_close(self._handle)
                self._handle = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if getattr(self, "_handle", None) is not None:
            self.close()

    # ---- inside ----------------------------------------------------------------------------

    def _close_goals(self):
        self._prepared.clear()
        for goal in list(self._goals):
            goal.close()

    def _fact(self, function, fact):
        with self._lock:
            self._check(function(self._handle, fact.encode()))

    def _check(self, code):
        if code == _native.OK:
            return
        message = _library.dictum_error_message(self._handle).decode()
        problems = []
        for i in range(_library.dictum_problem_count(self._handle)):
            found = _native.Problem()
            _library.dictum_problem_at(self._handle, i, ctypes.byref(found))
            problems.append(Problem(found.id.decode(), found.file.decode(), found.line,
                                    found.column, found.message.decode(), found.mend.decode(),
                                    bool(found.is_warning)))
        name = _library.dictum_code_name(code).decode()
        raise _ERRORS.get(code, Error)(code, message or name, problems)

    def _text(self, function, *arguments):
        text, length = ctypes.c_char_p(), ctypes.c_size_t()
        self._check(function(*arguments, ctypes.byref(text), ctypes.byref(length)))
        return ctypes.string_at(text, length.value).decode()

    def _answer(self, function, asked, under):
        return Answer(self._call(function, asked, under))

    def _call(self, function, asked, under):
        options = None
        if under:
            options = ctypes.c_void_p()
            _library.dictum_options_new(ctypes.byref(options))
        try:
            for name, value in under.items():
                if name not in _native.OPTIONS:
                    raise TypeError(f"there is no option `{name}`")
                for text in [value] if isinstance(value, str) else value:
                    code = _library.dictum_options_set(options, _native.OPTIONS[name],
                                                       text.encode())
                    if code != _native.OK:
                        raise InvalidError(code, f"`{text}` is no value of `{name}`")
            with self._lock:
                return self._text(function, self._handle, asked.encode(), options)
        finally:
            if options is not None:
                _library.dictum_options_free(options)
