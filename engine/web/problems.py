"""The problems of requests as such."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add("request.not_found", "error", zh="没有找到", en="Not found")
catalogue.add("request.method", "error", zh="此地址不支持 {method}", en="{method} is not supported here")
catalogue.add("request.json", "error", zh="请求内容不是有效的 JSON", en="The request body is not valid JSON")
catalogue.add(
    "request.nul",
    "error",
    zh="请求中含有不可见的空字符（NUL），请删去",
    en="The request holds an invisible NUL character; remove it",
)
catalogue.add(
    "request.deep",
    "error",
    zh="请求内容嵌套超过 {limit} 层",
    en="The request body is nested more than {limit} levels deep",
)
catalogue.add(
    "request.large",
    "error",
    zh="请求内容超过 {limit} 字节",
    en="The request body is larger than {limit} bytes",
)
catalogue.add(
    "request.body",
    "error",
    zh="请求内容有误：{message}",
    en="The request body is not as described: {message}",
)
catalogue.add(
    "request.query",
    "error",
    zh="参数 {name} 有误：{message}",
    en="The parameter {name} is not as described: {message}",
)
catalogue.add("request.file", "error", zh="请求中没有文件", en="The request holds no file")
catalogue.add("request.forbidden", "error", zh="你没有权限这样做", en="You may not do this")
catalogue.add(
    "request.failed",
    "error",
    zh="服务器出错了，数据没有改变",
    en="Something failed on the server; nothing was changed",
)
catalogue.add(
    "request.told_once",
    "error",
    zh="这个请求已经执行过，它的结果只显示一次",
    en="This request has happened already, and its answer is shown only once",
)
catalogue.add("parameter.bound", "error", zh="超出允许的范围（{bound}）", en="Beyond what is allowed ({bound})")
catalogue.add(
    "request.clock",
    "error",
    zh="时钟只能向前移动，写法如 2h、3d 或带时区的时间",
    en="The clock only moves forward, by 2h or 3d, or to a time with its zone",
)
