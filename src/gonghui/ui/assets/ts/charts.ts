// Charts of plain figures: <div data-chart="ID"> beside the <script type="application/json" id="ID"> that holds them.
// A bundle of its own, loaded by the pages that have one. Every page has the same figures as a table or a list; without this it lacks only the picture.
import { BarChart, PieChart } from "echarts/charts";
import { GridComponent, MarkLineComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { barsHeight, optionOf, type Figures, type Look } from "./chart-options";

use([BarChart, PieChart, GridComponent, MarkLineComponent, SVGRenderer]);

const DONUT_HEIGHT = 15;
const drawn = new Map<HTMLElement, EChartsType>();
const resized = new ResizeObserver((entries) => entries.forEach((entry) => draw(entry.target as HTMLElement)));

function figuresOf(place: HTMLElement): Figures | null {
  const stored = document.getElementById(place.dataset["chart"] ?? "")?.textContent;
  return stored ? (JSON.parse(stored) as Figures) : null;
}

/** The colours and the type of the place where it is drawn, so that theme, large type and the wall's type hold. */
function lookOf(place: HTMLElement): Look {
  const style = getComputedStyle(place);
  return {
    colour: (name) => style.getPropertyValue(`--${name}`).trim(),
    font: style.fontFamily,
    size: parseFloat(style.fontSize),
    width: place.clientWidth,
  };
}

function draw(place: HTMLElement): void {
  const figures = figuresOf(place);
  if (!figures || place.clientWidth === 0) return;
  const look = lookOf(place);
  const height = figures.kind === "bars" ? barsHeight(figures, look) : DONUT_HEIGHT * look.size;
  if (!place.dataset["fill"]) place.style.height = `${height}px`;
  let chart = drawn.get(place);
  if (!chart) {
    chart = init(place, null, { renderer: "svg" });
    drawn.set(place, chart);
    resized.observe(place);
  }
  chart.resize({ width: place.clientWidth, height: place.dataset["fill"] ? place.clientHeight : height, silent: true });
  chart.setOption(optionOf(figures, look, place.clientHeight), { notMerge: true });
}

function drawAll(): void {
  for (const [place, chart] of drawn) {
    if (place.isConnected) continue;
    resized.unobserve(place);
    chart.dispose();
    drawn.delete(place);
  }
  document.querySelectorAll<HTMLElement>("[data-chart]").forEach(draw);
}

function begin(): void {
  drawAll();
  document.addEventListener("htmx:load", drawAll);
  new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-type"] });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
