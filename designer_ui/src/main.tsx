import { createRoot } from 'react-dom/client'
import './kit/styles/tokens.css'

createRoot(document.getElementById('root')!).render(<h1>斗拱</h1>)
