"""What the papers refuse."""


class NotOffered(Exception):
    """A paper has no form in the format asked for; says in Chinese which formats it has."""

    def __init__(self, paper: str, wanted: str) -> None:
        super().__init__(f"《{paper}》不提供{wanted}格式，请选择 PDF 或页面上列出的其他格式。")
