// What one look at a page brings back: its headings, its errors, the framework's words, and how it is built.
// The build leaves out what cannot change what an accessibility check finds: the words themselves (not whether there
// are any), where links lead, what fields hold. The same row twenty times over counts as one.
words => {
  const VALUES = new Set([
    "action", "content", "datetime", "for", "href", "id", "name", "nonce", "src", "title", "value",
    "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns",
  ]);
  const resolved = one => one.split(/\s+/).every(id => document.getElementById(id)) ? "there" : "nowhere";
  const attribute = ({name, value}) => {
    if (name === "for" || /^aria-(describedby|labelledby|controls|owns)$/.test(name)) return `${name}:${resolved(value)}`;
    return VALUES.has(name) || name.startsWith("data-") ? `${name}:${value.trim() ? 1 : 0}` : `${name}=${value}`;
  };
  const build = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "t" : "";
    if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "SCRIPT") return "";
    const inner = [];
    for (const child of node.childNodes) {
      const one = build(child);
      if (one && one !== inner[inner.length - 1]) inner.push(one);
    }
    const labels = node.labels ? `#${node.labels.length}` : "";
    return `<${node.tagName}${labels} ${[...node.attributes].map(attribute).sort().join(" ")}>${inner.join("")}`;
  };
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  return {
    headings: document.querySelectorAll("h1").length,
    wrong: document.querySelectorAll(".govuk-error-summary").length,
    title: document.title,
    said: words.filter(one => document.body.textContent.includes(one)),
    built: `${ids.length - new Set(ids).size} ${innerWidth} ${build(document.documentElement)}`,
  };
}
