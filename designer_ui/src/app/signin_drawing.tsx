import { t } from '../i18n'

/** The frame of the house as a joiner's drawing: standard pieces that carry any business. */
export function SignInDrawing() {
  const words: [number, number, string, boolean][] = [
    [310, 87, t('drawing.app'), false],
    [134, 145, t('drawing.flows'), true],
    [310, 145, t('drawing.rules'), true],
    [486, 145, t('drawing.reports'), true],
    [310, 254, t('drawing.forms'), false],
    [310, 338, t('drawing.kernel'), true],
    [310, 446, t('drawing.server'), false],
  ]
  return (
    <figure>
      <svg viewBox="0 0 620 520" fill="none" aria-hidden="true">
        <path
          className="grid"
          d="M30 60H590M30 140H590M30 220H590M30 300H590M30 380H590M30 460H590M70 20V500M150 20V500M230 20V500M310 20V500M390 20V500M470 20V500M550 20V500"
        />
        <path className="plain" d="M40 62H580V100H40z" />
        <path
          className="soft"
          d="M80 108h108v36l-20 26h-68l-20-26zM256 108h108v36l-20 26h-68l-20-26zM432 108h108v36l-20 26h-68l-20-26z"
        />
        <path className="plain" d="M70 178h194v30h92v-30h194v44l-36 46-68 30H174l-68-30-36-46z" />
        <path className="fold" d="M70 222H550M106 268H514" />
        <path className="full" d="M270 178h80v24h-80z" />
        <path className="soft" d="M206 306h72v-20h64v20h72v48l-34 46H240l-34-46z" />
        <path className="axis" d="M206 354h208" />
        <path className="plain" d="M256 408h108v64H256z" />
        <path className="axis dashed" d="M310 30V62M310 472V506" />
        <path className="size" d="M80 42H188M80 36v12M188 36v12M592 178V298M586 178h12M586 298h12" />
        <g textAnchor="middle">
          {words.map(([x, y, text, accent]) => (
            <text key={text} x={x} y={y} className={accent ? 'ac' : ''}>
              {text}
            </text>
          ))}
        </g>
      </svg>
      <figcaption>
        <b>{t('drawing.title')}</b>
        <span className="sec">{t('drawing.text')}</span>
      </figcaption>
    </figure>
  )
}
