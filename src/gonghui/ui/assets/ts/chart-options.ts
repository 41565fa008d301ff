// What a chart of plain figures looks like, as ECharts is told: pure, from figures and the look of the place.
import type { EChartsCoreOption } from "echarts/core";

export interface Part {
  word: string;
  n: number;
  look: string;
}
export interface Option {
  word: string;
  look: string;
}
export interface Row {
  name: string;
  counts: number[];
}
/** A ring of parts with a figure in its middle. */
export interface Donut {
  kind: "donut";
  parts: Part[];
  middle?: string;
  under?: string;
  bare?: boolean;
}
/** Rows of lying bars, each parted by the options. `whole` ends the axis; `own` makes each row as long as the others. */
export interface Bars {
  kind: "bars";
  rows: Row[];
  options: Option[];
  whole: number;
  own?: boolean;
  tenths?: boolean;
  needed?: number;
  needed_word?: string;
}
export type Figures = Donut | Bars;

export interface Look {
  colour: (name: string) => string;
  font: string;
  size: number;
  width: number;
}

const GRADES = ["for", "ok", "slate", "against"];
const NARROW = 30; // in letters: names stand above their bars
const ROW = 2.25;
const NAMED_ROW = 3.25;
const HEAD = 2;

function colourOf(name: string, look: Look): string {
  if (name === "silent") return look.colour("sunk");
  const grade = /^grade-(\d)$/.exec(name);
  return look.colour(grade ? (GRADES[Number(grade[1])] ?? "abstain") : name);
}

/** Lines and dots over colours that some eyes or a black printer cannot tell apart. */
function decalOf(name: string, look: Look): object | undefined {
  const pale = { color: look.colour("paper"), dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 4 };
  if (name === "against" || name === "grade-3") return pale;
  if (name === "abstain" || name === "grade-2") return { color: look.colour("paper"), symbol: "circle", symbolSize: 0.3, dashArrayX: [[7, 7]], dashArrayY: [7, 0] };
  return undefined;
}

function styleOf(name: string, look: Look): object {
  const hollow = name === "silent";
  const decal = decalOf(name, look);
  return { color: colourOf(name, look), ...(decal ? { decal } : {}), borderColor: look.colour(hollow ? "line-2" : "paper"), borderWidth: hollow ? 1 : 2 };
}

function text(look: Look, colour = "ink"): object {
  return { fontFamily: look.font, fontSize: look.size, color: look.colour(colour) };
}

function donut(figures: Donut, look: Look, height: number): EChartsCoreOption {
  const parts = figures.parts.filter((part) => part.n > 0);
  const room = figures.bare ? 0 : 5.5 * look.size;
  const radius = Math.min(height / 2, look.width / 2 - room) - (figures.bare ? 2 : 0.5 * look.size);
  const rim = { show: !figures.bare, ...text(look), formatter: "{b}\n{c}", lineHeight: 1.35 * look.size, edgeDistance: 0 };
  const fits = (figures.under?.length ?? 0) * 0.875 * look.size < radius * 1.1;
  const middle = {
    show: Boolean(figures.middle), position: "center", formatter: figures.under && fits ? `{n|${figures.middle ?? ""}}\n{u|${figures.under}}` : `{n|${figures.middle ?? ""}}`,
    rich: { n: { ...text(look), fontSize: 1.75 * look.size, fontWeight: 600, lineHeight: 2.25 * look.size }, u: { ...text(look, "ink-2"), fontSize: 0.875 * look.size } },
  };
  const ring = [Math.max(radius * 0.6, 1), Math.max(radius, 2)];
  return {
    animation: false,
    series: [
      {
        type: "pie", silent: true, radius: ring, startAngle: 90, label: rim, labelLine: { show: !figures.bare, length: 0.5 * look.size, length2: 0.4 * look.size, lineStyle: { color: look.colour("line-2") } },
        data: parts.map((part) => ({ name: part.word, value: part.n, itemStyle: styleOf(part.look, look) })),
      },
      { type: "pie", silent: true, radius: [0, 0], label: middle, labelLine: { show: false }, data: [{ value: 1, name: "" }] },
    ],
  };
}

function isNarrow(look: Look): boolean {
  return look.width < NARROW * look.size;
}

export function barsHeight(figures: Bars, look: Look): number {
  return (figures.rows.length * (isNarrow(look) ? NAMED_ROW : ROW) + (figures.needed === undefined ? 0.5 : HEAD)) * look.size;
}

function bars(figures: Bars, look: Look, height: number): EChartsCoreOption {
  const narrow = isNarrow(look);
  const wholes = figures.rows.map((row) => (figures.own ? Math.max(row.counts.reduce((sum, n) => sum + n, 0), 1) : 1));
  const most = figures.own ? 1 : Math.max(figures.whole, 1);
  const nameWidth = Math.min(0.34 * look.width, Math.max(...figures.rows.map((row) => row.name.length), 4) * look.size + look.size);
  const wide = (n: number, row: number): boolean => ((n / (wholes[row] ?? 1)) / most) * look.width * 0.6 > String(n).length * look.size * 0.9;
  const needed = figures.needed === undefined ? undefined : {
    silent: true, symbol: "none", data: [{ xAxis: figures.needed }], lineStyle: { color: look.colour("ink"), width: 2, type: "solid" },
    label: { ...text(look), position: "start", formatter: figures.needed_word ?? "", distance: 0.25 * look.size },
  };
  const single = figures.options.length === 1;
  const rowHeight = (height - (needed ? HEAD : 0.5) * look.size) / Math.max(figures.rows.length, 1);
  return {
    animation: false,
    grid: { left: narrow ? 1 : nameWidth, right: single ? 3.5 * look.size : look.size, top: needed ? HEAD * look.size : 0.25 * look.size, bottom: 0.25 * look.size, outerBoundsMode: "none" },
    xAxis: { type: "value", min: 0, max: most, show: false },
    yAxis: {
      type: "category", inverse: true, data: figures.rows.map((row) => row.name), axisTick: { show: false }, axisLine: { show: !narrow, lineStyle: { color: look.colour("line-2") } },
      axisLabel: narrow
        ? { ...text(look), inside: true, margin: 0, padding: [0, 0, 0.7 * look.size, 0], interval: 0, verticalAlign: "bottom", width: look.width - look.size, overflow: "truncate" }
        : { ...text(look), interval: 0, width: nameWidth - 0.75 * look.size, overflow: "truncate", margin: 0.5 * look.size },
    },
    series: figures.options.map((option, place) => ({
      type: "bar", stack: "one", silent: true, barWidth: narrow ? look.size : Math.min(1.25 * look.size, rowHeight * 0.6), itemStyle: styleOf(option.look, look), name: option.word,
      ...(place === 0 && needed ? { markLine: needed } : {}),
      data: figures.rows.map((row, n) => {
        const count = row.counts[place] ?? 0;
        const said = figures.tenths ? `${count / 10}%` : String(count);
        const label = single
          ? { show: true, position: "right", formatter: said, ...text(look) }
          : { show: count > 0 && wide(count, n), position: "inside", formatter: said, ...text(look, option.look === "silent" ? "ink" : "paper"), fontWeight: 600, textBorderWidth: 3, textBorderColor: colourOf(option.look, look) };
        return { value: count / (wholes[n] ?? 1), label };
      }),
    })),
  };
}

export function optionOf(figures: Figures, look: Look, height: number): EChartsCoreOption {
  return figures.kind === "donut" ? donut(figures, look, height) : bars(figures, look, height);
}
