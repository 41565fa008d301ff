"""Where the typefaces of the papers lie: in the package once built, else in the front end's modules."""

import shutil
import sys
from pathlib import Path

PACKAGED = Path(__file__).parent / "fonts"
FACES = (
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
)
LICENCES = ("noto-serif-sc/LICENSE_FONT", "noto-sans-sc/LICENSE_FONT")
# 43,000 rare characters that Noto SC lacks; SIL OFL 1.1 or its own permissive licence; Debian: fonts-hanazono.
RARE = "HanaMinB.ttf"
RARE_FAMILY = "HanaMinB"
RARE_FOLDERS = (Path("/usr/share/fonts/truetype/hanazono"), Path("/usr/share/fonts/hanazono"))


class FontsMissing(Exception):
    """The typefaces are not where they should be; says in Chinese what to do."""


def default_fonts() -> Path:
    """Find the folder of typefaces: the package's own, else `node_modules` above this file.

    Raises:
        FontsMissing: neither holds all faces.
    """
    places = [PACKAGED, *(up / "node_modules" / "@expo-google-fonts" for up in Path(__file__).parents)]
    for place in places:
        if all(_face(place, name) for name in FACES):
            return place
    raise FontsMissing(
        "找不到文书所用的中文字体（思源宋体、思源黑体），无法生成 PDF。请在项目根目录运行 npm ci，"
        "或运行 python -m gonghui.congress.papers.fonts 把字体装入程序包后重试。"
    )


def faces(fonts: Path) -> tuple[Path, ...]:
    """List the font files to use, the common faces first, the rare-character face last if there is one.

    Raises:
        FontsMissing: a common face is not in the folder.
    """
    found = []
    for name in FACES:
        face = _face(fonts, name)
        if face is None:
            raise FontsMissing(f"字体文件夹 {fonts} 中缺少 {Path(name).name}，无法生成 PDF。请重新安装字体后重试。")
        found.append(face)
    rare = next((folder / RARE for folder in (fonts, *RARE_FOLDERS) if (folder / RARE).is_file()), None)
    return (*found, rare) if rare else tuple(found)


def collect(target: Path = PACKAGED) -> tuple[Path, ...]:
    """Copy the faces and their licences from the front end's modules into the package, for the wheel."""
    source = default_fonts() if not (target / Path(FACES[0]).name).is_file() else target
    if source == target:
        return faces(target)
    target.mkdir(parents=True, exist_ok=True)
    for name in FACES:
        shutil.copyfile(source / name, target / Path(name).name)
    for name in LICENCES:
        shutil.copyfile(source / name, target / f"{name.split('/')[0]}-OFL.txt")
    return faces(target)


def _face(folder: Path, name: str) -> Path | None:
    """A face lies flat in the package and by weight in the modules."""
    return next((path for path in (folder / name, folder / Path(name).name) if path.is_file()), None)


if __name__ == "__main__":
    for path in collect():
        sys.stdout.write(f"{path}\n")
