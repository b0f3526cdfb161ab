// Bài tự chấm một câu hỏi, báo kết quả theo SCORM 1.2 nếu nơi mở bài nhận được.
(() => {
  let place = window;
  for (let up = 0; up < 7 && !place.API && place.parent !== place; up += 1) place = place.parent;
  const api = place.API;
  const began = Date.now();
  const told = document.getElementById("ket-qua");
  const form = document.getElementById("hoi");
  if (api) {
    api.LMSInitialize("");
    if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted")
      api.LMSSetValue("cmi.core.lesson_status", "incomplete");
    api.LMSCommit("");
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form).get("chon");
    if (!chosen) {
      told.textContent = "Chọn một câu trả lời.";
      return;
    }
    const right = chosen === form.dataset.dung;
    told.textContent = right ? "Đúng." : "Chưa đúng; đọc lại đoạn thứ hai rồi chọn lại.";
    if (!api) return;
    api.LMSSetValue("cmi.core.score.raw", right ? "100" : "0");
    api.LMSSetValue("cmi.core.lesson_status", right ? "passed" : "failed");
    api.LMSCommit("");
  });
  addEventListener("pagehide", () => {
    if (!api) return;
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    const spent = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    api.LMSSetValue("cmi.core.session_time", spent.map(two).join(":"));
    api.LMSFinish("");
  });
})();
