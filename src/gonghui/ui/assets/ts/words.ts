// The few sentences scripts say. They come translated from the page (<template id="ui-words" data-…>).
const FALLBACK = {
  lost: "正在重连…",
  back: "已恢复",
  noAnswer: "没有送达：服务器暂时没有回应。您填写的内容还在，请稍后再试。",
  gone: "这一页已经变了，请刷新后再试。",
  forbidden: "您当前的身份不能办理这件事。",
  undo: "撤销",
  close: "关闭",
  again: "再按一次确认",
  tooBig: "文件太大，请压缩后再传。",
  wrongKind: "这种文件不能上传，请换成要求的格式。",
  sending: "正在上传",
  checking: "已传完，正在检查",
  left: "剩余",
  seconds: "秒",
  submitting: "提交中…",
  unconfirmed: "未确认，正在重试，请勿离开",
  callStaff: "仍未送达，正在重试。请马上告诉会场工作人员，可以改用纸质表决票。",
} as const;
export type Word = keyof typeof FALLBACK;

export function say(word: Word): string {
  return document.getElementById("ui-words")?.dataset[word] || FALLBACK[word];
}
