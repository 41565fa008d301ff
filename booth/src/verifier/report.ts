/** Drawing the verdict and the report; every word from the archive goes in as text, never as HTML. */

import type { ItemReport } from "../archive/verify.ts";
import type { Shown } from "./worker.ts";
import { checkName, type Language, type Word, word } from "./words.ts";

type Child = Node | string;

export function element(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const SIGN = { good: "M4 12.5l5 5L20 6.5", bad: "M6 6l12 12M18 6L6 18", open: "M12 5v9M12 18.5v.5" };

function verdict(kind: keyof typeof SIGN, title: string, why: string): HTMLElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SIGN[kind]);
  svg.append(path);
  return element("p", { class: `verdict ${kind}` }, svg, element("span", {}, element("strong", {}, title), why));
}

function facts(rows: readonly (readonly [string, Child])[]): HTMLElement {
  return element("dl", {}, ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

export function drawFailure(language: Language, check: string, where: string): Child[] {
  const say = (name: Word): string => word(language, name);
  if (check === "internal") return [verdict("bad", say("broken"), `${say("brokenWhy")}${where}`)];
  const place = element("code", {}, where);
  return [verdict("bad", say("failed"), say("failedWhy")), facts([[say("check"), checkName(language, check)], [say("where"), place]])];
}

export function drawReport(language: Language, report: Shown): Child[] {
  const say = (name: Word, numbers: Record<string, string | number> = {}): string => word(language, name, numbers);
  const drawn: Child[] = [report.sealed ? verdict("good", say("passed"), say("passedWhy")) : verdict("open", say("unsealed"), say("unsealedWhy"))];
  if (report.trustees.some((one) => one.hosted)) drawn.push(element("p", { class: "note" }, say("hostedNote")));
  drawn.push(element("h2", {}, say("results")), element("p", {}, report.title), ...report.items.flatMap((item) => drawItem(language, item)));
  const number = (value: number): string => value.toLocaleString("en");
  const people = report.trustees.map((one) => (one.hosted ? `${one.name} (${say("hosted")})` : one.name)).join(language === "zh" ? "、" : ", ");
  const replaced = report.replaced > 0 ? (language === "zh" ? `（${say("replaced")} ${report.replaced}）` : ` (${report.replaced} ${say("replaced")})`) : "";
  drawn.push(
    element("h2", {}, say("checked")),
    facts([
      [say("entries"), number(report.entries)],
      [say("seats"), number(report.seats)],
      [say("ballots"), number(report.ballots) + replaced],
      [say("audits"), number(report.audits)],
      [say("proofs"), number(report.proofs)],
      [say("signatures"), number(report.signatures)],
      [say("papers"), number(report.papers)],
      [say("trustees"), people + say("needed", { n: report.threshold })],
      [say("seconds"), say("secondsUnit", { n: report.seconds.toFixed(1) })],
      [say("election"), element("code", {}, report.election)],
      [say("head"), element("code", {}, report.head)],
      [say("least"), say("leastUnit", { n: report.kMin })],
      [say("booth"), element("code", {}, report.booth)],
    ]),
  );
  return drawn;
}

function drawItem(language: Language, item: ItemReport): Child[] {
  const say = (name: Word, numbers: Record<string, string | number> = {}): string => word(language, name, numbers);
  const title = element("h3", {}, item.title);
  if (item.withheld) return [title, element("p", {}, say("withheld", { n: item.count }))];
  const { totals } = item;
  if (totals === null) return [title, element("p", {}, say("noResult"))];
  const paper = item.paper.valid > 0;
  const note = paper ? say("countedPaper", { n: item.count, m: item.paper.valid }) : say("counted", { n: item.count });
  const sum = (cell: number): number => (totals[cell] ?? 0) + (item.paper.totals[cell] ?? 0);
  const table = item.rows.length > 0 ? matrix(say("row"), item, sum) : list(say, item, totals, paper, sum);
  return [title, element("div", { class: "scroll" }, table), element("small", {}, note)];
}

function list(say: (name: Word) => string, item: ItemReport, totals: readonly number[], paper: boolean, sum: (cell: number) => number): HTMLElement {
  const head = paper ? [say("option"), say("electronic"), say("paper"), say("total")] : [say("option"), say("total")];
  return rows(head, item.options.map((option, cell) => {
    const numbers = paper ? [totals[cell] ?? 0, item.paper.totals[cell] ?? 0, sum(cell)] : [sum(cell)];
    return [option, ...numbers.map(String)];
  }));
}

function matrix(first: string, item: ItemReport, sum: (cell: number) => number): HTMLElement {
  const width = item.options.length;
  return rows([first, ...item.options], item.rows.map((row, at) => [row, ...item.options.map((_, cell) => String(sum(at * width + cell)))]));
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): HTMLElement {
  const top = element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)));
  const lines = body.map(([name, ...numbers]) =>
    element("tr", {}, element("th", { scope: "row" }, name ?? ""), ...numbers.map((text) => element("td", {}, text))),
  );
  return element("table", {}, element("thead", {}, top), element("tbody", {}, ...lines));
}
