"""What the command line says, in Chinese and in English."""

from ballot.verify.report import ItemOutcome, Report

ZH = {
    "election": "选举",
    "id": "选举编号",
    "head": "最后链首",
    "method": "核验方式",
    "batch": "批量核验",
    "naive": "逐式核验",
    "time": "用时 {seconds:.1f} 秒",
    "manifest": "选举公告、密码套件、投票人名册：{roll} 个公钥（期末 {seats} 席）",
    "dkg": "密钥仪式：{trustees} 名受托人中任意 {threshold} 名可解密",
    "board": "公告板：{entries} 条记录连成一链，{heads} 个签名链首，最后链首有 {countersigned} 名监票人会签",
    "ballots": "选票：{ballots} 张，每张的全部证明与签名",
    "each": "，每张 {ms:.2f} 毫秒",
    "audits": "公开检验票：{count} 张",
    "papers": "会议文件：{papers} 份",
    "skipped": "此前已核验的链首之前的 {skipped} 张选票未重复核验证明与签名",
    "hosted": "托管受托人（私钥由服务器保管）：{names}",
    "unsealed": "公告板尚未封存，后面可能还有记录",
    "item": "{id}  {title}：{ballots} 张选票，计入 {counted} 张，{step}",
    "paper": "（另有纸质票 {count}）",
    "passed": "核验通过",
    "failed": "核验未通过",
    "stopped": "无法进行",
    "waiting": "未开始",
    "open": "投票中",
    "closed": "已截止",
    "tallied": "已汇总，待解密",
    "done": "结果已公布",
    "withheld": "票数过少，不予开票",
    "unverified": "以下内容仅为读出，未经核验",
    "entries": "公告板记录",
    "in_members": "归档中的文件（字节数、SHA-256、名称）：",
    "in_suite": "密码套件",
    "in_time": "公告的投票时间",
    "in_roll": "投票人名册",
    "in_roll_is": "{size} 个公钥，另有 {paper} 人可用纸质票",
    "in_roll_hash": "名册指纹",
    "least": "选票少于 {count} 张的，不予开票",
    "booth": "投票程序指纹",
    "in_least": "少于此数的选票不予开票",
    "in_key": "选举公钥",
    "in_booth": "投票程序指纹",
    "in_auditors": "可公开检验票的其他公钥数",
    "in_hosted": "私钥由服务器保管",
    "in_scrutineers": "监票人 {count} 名，须 {quorum} 名会签",
    "in_one": "单选",
    "in_matrix": "逐行单选",
    "in_choose": "选 {least} 至 {most} 项",
    "in_candidates": "逐人表态，赞成不超过 {seats} 人",
    "in_and": "；",
    "in_revote_last": "可重投，以最后一票为准",
    "in_revote_first": "不可重投，以第一票为准",
    "in_majority": "通过条件",
    "in_on_board": "公告板上",
    "in_claimed": "公告板所称结果",
    "in_no_result": "公告板上没有结果",
    "in_heads": "签名链首（序号、链首、签名人）：",
    "in_board_key": "公告板",
    "in_earlier": "（此前还有 {count} 个，未列出）",
    "colon": "：",
    "reading": "核验",
    "no_memory": "内存不足",
    "no_room": "临时文件无法写入（{reason}）",
    "naive_alone": "--naive 只用一个进程，不用缓存，也没有快速内核：请去掉 --workers、--dask、--hints 和 --kernel fast",
    "workers_or_dask": "--workers 至少为 1，且不与 --dask 同用",
    "simulate_range": "至少一名投票人、一个进程，选项 2 至 {most} 个",
    "no_kernel": "快速内核不能使用，改用 {kernel}（结论相同，用时更长）：{reason}",
}
EN = {
    "election": "Election",
    "id": "Election id",
    "head": "Last head",
    "method": "Verified by",
    "batch": "the batch verifier",
    "naive": "the naive verifier",
    "time": "in {seconds:.1f} s",
    "manifest": "manifest, suite, roll of {roll} keys ({seats} seats at the end)",
    "dkg": "key ceremony: any {threshold} of {trustees} trustees decrypt",
    "board": "board: {entries} entries in one chain, {heads} signed heads, the last countersigned by {countersigned}",
    "ballots": "ballots: {ballots}, every proof and signature",
    "each": ", {ms:.2f} ms each",
    "audits": "opened ballots (audits): {count}",
    "papers": "papers of the meeting: {papers}",
    "skipped": "proofs of {skipped} ballots up to the head verified earlier were not repeated",
    "hosted": "hosted trustees (a server holds their secrets): {names}",
    "unsealed": "the board is not sealed: more entries may follow",
    "item": "{id}  {title}: {ballots} ballots, {counted} counted, {step}",
    "paper": " (+ {count} on paper)",
    "passed": "VERIFIED",
    "failed": "NOT VERIFIED",
    "stopped": "CANNOT BE DONE",
    "waiting": "not begun",
    "open": "voting",
    "closed": "closed",
    "tallied": "summed, to be decrypted",
    "done": "result published",
    "withheld": "withheld: too few ballots",
    "unverified": "read only, nothing of this was verified",
    "entries": "entries on the board",
    "in_members": "files of the archive (bytes, SHA-256, name):",
    "in_suite": "suite",
    "in_time": "voting as announced",
    "in_roll": "roll",
    "in_roll_is": "{size} keys, {paper} more persons on paper",
    "in_roll_hash": "fingerprint of the roll",
    "least": "fewer than {count} ballots are never opened",
    "booth": "Booth (SHA-256)",
    "in_least": "fewer ballots than this are not opened",
    "in_key": "election key",
    "in_booth": "fingerprint of the booth",
    "in_auditors": "other keys that may open ballots",
    "in_hosted": "a server holds the secret",
    "in_scrutineers": "{count} scrutineers, {quorum} must sign",
    "in_one": "exactly one",
    "in_matrix": "exactly one per row",
    "in_choose": "{least} to {most} options",
    "in_candidates": "each candidate on its own, at most {seats} in favour",
    "in_and": "; ",
    "in_revote_last": "the last ballot counts",
    "in_revote_first": "the first ballot counts",
    "in_majority": "carried by",
    "in_on_board": "on the board",
    "in_claimed": "result as the board claims it",
    "in_no_result": "no result on the board",
    "in_heads": "signed heads (index, head, signer):",
    "in_board_key": "the board",
    "in_earlier": "({count} earlier ones are not shown)",
    "colon": ": ",
    "reading": "verifying",
    "no_memory": "not enough memory",
    "no_room": "a temporary file could not be written ({reason})",
    "naive_alone": "--naive works on one process, keeps no hints and has no fast kernel: "
    "leave out --workers, --dask, --hints and --kernel fast",
    "workers_or_dask": "--workers is at least 1, and does not go together with --dask",
    "simulate_range": "at least one voter and one process, and 2 to {most} options",
    "no_kernel": "the compiled kernel cannot be used; {kernel} does the same work, more slowly: {reason}",
}
LANGUAGES = {"zh": ZH, "en": EN}
CHECKS_ZH = {
    "archive": "归档文件",
    "json": "数据格式",
    "suite": "密码套件",
    "manifest": "选举公告",
    "dkg": "密钥仪式",
    "roll": "投票人名册",
    "board": "公告板",
    "head": "链首签名",
    "entry": "公告板记录",
    "ballot": "选票密文",
    "proof": "选票证明",
    "signature": "签名",
    "duplicate": "密文重复",
    "chain": "选票先后次序",
    "audit": "公开检验票",
    "paper": "纸质票批次",
    "tally": "密文汇总",
    "share": "受托人解密份额",
    "result": "开票结果",
    "papers": "会议文件",
    "seal": "封存",
    "since": "已核验链首",
}


def failure_line(language: str, check: str, where: str) -> str:
    """Say in one line what failed and where."""
    name = f"{CHECKS_ZH[check]} {check}" if language == "zh" and check in CHECKS_ZH else check
    printable = "".join(c if c.isprintable() else "?" for c in where)
    w = LANGUAGES[language]
    return f"{w['failed']}{w['colon']}{name}{w['colon']}{printable}"


def describe(report: Report, seconds: float, language: str = "zh") -> str:
    """Write a report for people."""
    w = LANGUAGES[language]
    checked = report.ballots - report.skipped
    rate = w["each"].format(ms=1000 * seconds / checked) if checked else ""
    audits = sum(item.audits for item in report.items)
    method, kernel = report.method
    lines = [
        f"{w['passed']}  {w[method]} ({kernel}) {w['time'].format(seconds=seconds)}",
        "",
        f"{w['election']}{w['colon']}{report.title}",
        f"{w['id']}{w['colon']}{report.election.hex()}",
        f"{w['head']}{w['colon']}{report.entries} {report.head.hex()}",
        f"{w['booth']}{w['colon']}{report.booth.hex()}",
        "",
        "  ok  " + w["manifest"].format(roll=report.roll, seats=report.seats),
        "  ok  " + w["dkg"].format(trustees=report.trustees, threshold=report.threshold),
        "  ok  " + w["board"].format(entries=report.entries, heads=report.heads, countersigned=report.countersigned),
        "  ok  " + w["ballots"].format(ballots=checked) + rate,
        "  ok  " + w["audits"].format(count=audits),
        "  ok  " + w["papers"].format(papers=report.papers),
        "  ok  " + w["least"].format(count=report.k_min),
    ]
    if report.skipped:
        lines.append("  --  " + w["skipped"].format(skipped=report.skipped))
    if report.hosted:
        lines.append("  !!  " + w["hosted"].format(names=", ".join(report.hosted)))
    if not report.sealed:
        lines.append("  !!  " + w["unsealed"])
    for item in report.items:
        lines += ["", *_item(item, w)]
    return "\n".join(lines) + "\n"


def _item(item: ItemOutcome, w: dict[str, str]) -> list[str]:
    step = w[item.step]
    lines = [w["item"].format(id=item.id, title=item.title, ballots=item.ballots, counted=item.counted, step=step)]
    if item.totals is None and not item.paper_totals:
        return lines
    width = len(item.options)
    sealed = item.totals or (0,) * width * max(1, len(item.rows))
    paper = item.paper_totals or (0,) * len(sealed)
    for cell, (total, on_paper) in enumerate(zip(sealed, paper, strict=True)):
        row = f"{item.rows[cell // width]} / " if item.rows else ""
        extra = w["paper"].format(count=on_paper) if item.paper_valid else ""
        lines.append(f"    {total:>8}  {row}{item.options[cell % width]}{extra}")
    return lines
