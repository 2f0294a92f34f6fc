"""Every error that vankien raises on purpose, on one page.

    VankienError
    ├── ReadError            one file could not be read; the batch goes on
    │   ├── EmptyFile        no bytes, or no text in them
    │   ├── TooLarge         over the limit in the settings
    │   ├── EncryptedFile    asks for a password
    │   ├── DamagedFile      truncated or not what its format says
    │   ├── UnsupportedFormat
    │   ├── TookTooLong      reading it passed its time
    │   ├── TooMuchMemory    reading it passed its memory
    │   ├── ReaderDied       the process that read it came to an end, or met a fault of ours
    │   ├── Unreadable       the system refused (permission, vanished, I/O)
    │   └── OriginalUnavailable  the file that a document was read from has gone or changed
    │       └── Crowded      too many of its pages, or of others', are being drawn already
    ├── StaleIndex           the index was built with other settings than those in force
    ├── CollectionLocked     another process is writing
    ├── StorageError         the disk or a store on it refused (full, read-only, damaged)
    ├── UnknownDocument      no such document in the catalogue
    ├── ModelUnavailable     an embedding model is missing or unusable
    ├── ServerFailed         the language model's server did not answer, or not as it should
    └── BadInput             a data file given by the user is not in the format wanted

Messages are Vietnamese, because staff read them: what was found, what was wanted, what to do next.
"""


class VankienError(Exception):
    """Root of the tree; its message may be shown to a person as it is."""


class ReadError(VankienError):
    """One file could not be read."""


class EmptyFile(ReadError):
    """The file has no bytes, or no text."""


class TooLarge(ReadError):
    """The file is over a limit in the settings."""


class EncryptedFile(ReadError):
    """The file asks for a password."""


class DamagedFile(ReadError):
    """The file is truncated or is not what its format says."""


class UnsupportedFormat(ReadError):
    """No reader for what the file holds."""


class TookTooLong(ReadError):
    """Reading the file took more time than it may."""


class TooMuchMemory(ReadError):
    """Reading the file took more memory than it may."""


class ReaderDied(ReadError):
    """The process that read the file came to an end, or met a fault of ours."""


class Unreadable(ReadError):
    """The operating system refused to hand the file over."""


class OriginalUnavailable(ReadError):
    """The file that a document was read from has gone or changed since."""


class Crowded(OriginalUnavailable):
    """Too many pages are being drawn already; a moment later it may go."""


class StaleIndex(VankienError):
    """The index on disk was built with other settings than those in force."""


class CollectionLocked(VankienError):
    """Another process holds the writer's lock."""


class StorageError(VankienError):
    """The disk, or a store on it, refused: full, read-only or damaged."""


class UnknownDocument(VankienError):
    """The catalogue holds no such document."""


class ModelUnavailable(VankienError):
    """An embedding model is missing or cannot be used."""


class ServerFailed(VankienError):
    """The language model's server did not answer, or not as it should."""


class BadInput(VankienError):
    """A data file given by the user is not in the format wanted."""
