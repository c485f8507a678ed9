import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { client } from './api/queries'
import { router } from './app/routes'
import { startTheme } from './app/theme'
import { language, setLanguage } from './i18n'
import { preloadOverlays } from './kit/overlay'
import './kit/styles/kit.css'

startTheme()
preloadOverlays()
await setLanguage(language())
createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={client}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
)
