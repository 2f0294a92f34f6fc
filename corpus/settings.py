"""The one frozen tree of settings: defaults, then `vankien.toml`, then `VANKIEN_*`, then flags.

Nothing else reads the environment.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.limits import Limits

_LIMITS = Limits()

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds the five packages (the repository, in an editable installation)."""


def default_data_dir() -> Path:
    """`data/` beside the README where the program runs from its repository, else `.vankien` in the home folder."""
    return ROOT / "data" if (ROOT / "pyproject.toml").is_file() else Path.home() / ".vankien"


class Settings(BaseSettings):
    """All settings, each also an environment variable (`data_dir` is `VANKIEN_DATA_DIR`)."""

    model_config = SettingsConfigDict(
        env_prefix="VANKIEN_", toml_file="vankien.toml", frozen=True, extra="forbid", env_ignore_empty=True
    )

    data_dir: Path = Field(default_factory=default_data_dir)
    """Everything the program writes lies under it."""
    collection: str = "default"
    """The collection that files are read into."""
    max_file_mb: float = Field(default=100.0, gt=0)
    """A larger file is refused before it is read."""
    max_text_mb: float = Field(default=_LIMITS.max_text_mb, gt=0)
    max_unzipped_mb: float = Field(default=_LIMITS.max_unzipped_mb, gt=0)
    max_pages: int = Field(default=_LIMITS.max_pages, gt=0)
    max_cells: int = Field(default=_LIMITS.max_cells, gt=0)
    ocr: bool = _LIMITS.ocr
    ocr_page_seconds: float = Field(default=_LIMITS.ocr_page_seconds, gt=0)
    office_seconds: float = Field(default=_LIMITS.office_seconds, gt=0)
    read_seconds: float = Field(default=120.0, gt=0)
    """Seconds that reading one file may take, recognition of scanned pages and conversion of old formats aside."""
    read_memory_mb: int = Field(default=3_000, gt=0)
    """Megabytes of memory that reading one file may take (not enforced on Windows and macOS)."""
    workers: int = Field(default=0, ge=0)
    """Processes that read files; 0 for one a core, four at most."""
    near_duplicates: bool = True
    """Whether documents that are the same text are told from each other's fingerprints and answered from once."""
    embedder: str = ""
    """Empty for the bundled static embedding; else a sentence-transformers folder or, with a network, a name; or a
    folder of `index.training.export`."""
    embedder_query_prompt: str = ""
    """Put before each question (`query: ` for the E5 family)."""
    embedder_passage_prompt: str = ""
    """Put before each passage (`passage: ` for the E5 family)."""
    reranker: str = ""
    """Empty for none; else a cross-encoder that reads the best passages again: a sentence-transformers folder or name,
    or a folder of `index.training.export`."""
    chroma_url: str = ""
    """Empty for Chroma embedded under `data_dir`; else a Chroma server's address (`http://host:8000`)."""
    llm_url: str = ""
    """Empty to answer in the documents' own words; else the address of a language model's server
    (`http://host:8000/v1`, for Ollama `http://host:11434`)."""
    llm_api: Literal["openai", "ollama"] = "openai"
    """What the server understands: OpenAI's interface (vLLM, llama.cpp, LM Studio, a cloud) or Ollama's."""
    llm_model: str = ""
    """The model's name there; empty for the first that the server offers."""
    llm_key: SecretStr = SecretStr("")
    llm_tokenizer: str = ""
    """The model's `tokenizer.json`, to count its tokens exactly; empty to estimate them from above."""
    llm_context_tokens: int = Field(default=8_192, ge=1_024)
    """Tokens that question, documents and answer may take together."""
    llm_answer_tokens: int = Field(default=800, gt=0)
    llm_connect_s: float = Field(default=5.0, gt=0)
    llm_first_token_s: float = Field(default=60.0, gt=0)
    """Seconds until the first word of an answer; a model without a GPU reads slowly."""
    llm_timeout_s: float = Field(default=180.0, gt=0)
    """Seconds for the whole answer, waiting and retries included; what has been verified by then is the answer."""
    llm_retries: int = Field(default=2, ge=0)
    """How often a busy or failing server is asked again."""
    hosts: str = ""
    """Names besides this machine's own that browsers and programs may call the server by, separated by commas."""
    asks_abreast: int = Field(default=8, gt=0)
    """Questions of programs that are answered side by side."""
    asks_waiting: int = Field(default=64, ge=0)
    """Questions of programs that wait their turn; what comes beyond is told to come again."""
    careful: float | None = Field(default=None, ge=0, le=1)
    """Confidence below which a question is not answered; empty for the calibrated one."""

    @property
    def limits(self) -> Limits:
        """What readers need to know."""
        return Limits(**{f.name: getattr(self, f.name) for f in fields(Limits)})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then `vankien.toml` in the working folder."""
        return init_settings, env_settings, _Toml(settings_cls)

    @field_validator("data_dir")
    @classmethod
    def _from_the_root(cls, value: Path) -> Path:
        """`~` is the home folder in a file or a variable too, where no shell has put it in; and the processes that read
        files, which work in another folder, find it too."""
        return value.expanduser().absolute()

    @field_validator("chroma_url", "llm_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        address = urlsplit(value)
        # Reading the port checks it.
        if value and (address.scheme not in {"http", "https"} or not address.hostname or address.port == 0):
            raise ValueError(f"“{value}” không phải địa chỉ máy chủ; cần dạng http://máy:8000")
        return value


class _Toml(TomlConfigSettingsSource):
    """`vankien.toml` as Windows editors save it too, with a byte order mark."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        try:
            text = file_path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            raise tomllib.TOMLDecodeError("tệp không ở mã UTF-8; hãy lưu lại với bảng mã UTF-8") from exc
        except OSError as exc:
            raise tomllib.TOMLDecodeError(f"không đọc được tệp: {exc.strerror}") from exc
        return tomllib.loads(text)
